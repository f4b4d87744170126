'use client'
import { mostCost, type PaidOffer, type PaidServices } from '@infinitio/sdk/services'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { bodyOf, type ChatSettings, offersOf, promptOf, sentBodyOf } from '#web/features/playground/chat.ts'
import { ChangedTerms } from '#web/features/playground/ChangedTerms.tsx'
import { CodeDialog } from '#web/features/playground/CodeDialog.tsx'
import { Composer } from '#web/features/playground/Composer.tsx'
import { MessageList } from '#web/features/playground/MessageList.tsx'
import { ModelSelect } from '#web/features/playground/ModelSelect.tsx'
import { type Chat, useChat } from '#web/features/playground/useChat.ts'
import { isCachedCheaper } from '#web/parts/services/CachedText.tsx'

export type ChatPanelProps = {
  readonly services: PaidServices
  readonly models: readonly string[]
  /** The names of the chosen models: one, or two that answer side by side. */
  readonly chosen: readonly string[]
  readonly settings: ChatSettings
  readonly isReady: boolean
  readonly onChoose: (chosen: readonly string[]) => void
  readonly onPaid: () => void
}

/** Shows one or two chats, each with one model, and one text field. Its message goes to all chats. */
export function ChatPanel({ services, models, chosen, settings, isReady, onChoose, onPaid }: ChatPanelProps) {
  const t = useTranslations('playground.chat')
  const [isCodeShown, setIsCodeShown] = useState(false)
  const [draft, setDraft] = useState('')
  const chats = [useChat(services), useChat(services)].slice(0, chosen.length)
  const isWriting = chats.some((chat) => chat.isWriting)
  const [first = ''] = chosen
  const askedNow = () => chosen.map((model, at) => askedOf(services, { model, messages: messagesWith(chats[at], draft), settings }))
  const asked = askedNow()
  const estimate = sumOf(asked)
  const [isDearer, setIsDearer] = useState(false)

  const mayAnswer = ({ terms }: PaidOffer) => !settings.isSealed || terms.boxKey !== undefined

  function send(): void {
    // The prices are read from the chain again and again. The visitor has accepted the estimate on the screen, and no higher one.
    const now = sumOf(askedNow())
    setIsDearer(estimate !== null && now !== null && now > estimate)
    if (estimate !== null && now !== null && now > estimate) return
    const content = draft.trim()
    setDraft('')
    const sent = chats.map((chat, at) => chat.send(content, { model: chosen[at] ?? first, settings }))
    void Promise.allSettled(sent).then(onPaid)
  }

  return (
    <Panel className="play" title={t('title')} end={<ChatButtons chats={chats} chosen={chosen} models={models} onChoose={onChoose} />}>
      <div className={chosen.length > 1 ? 'pcols two' : 'pcols'}>
        {chats.map((chat, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the two columns never change places.
          <section key={at} aria-label={t('chatWith', { model: chosen[at] ?? '' })}>
            <ModelSelect
              models={models}
              value={chosen[at] ?? ''}
              place={at}
              onChange={(model) => onChoose(chosen.map((one, index) => (index === at ? model : one)))}
            />
            <MessageList chat={chat} offers={offersOf(services.offers(), chosen[at] ?? '')} ledger={services.ledger} />
          </section>
        ))}
      </div>
      <ChangedTerms services={services} models={chosen} />
      {isDearer && <Callout tone="warn">{t('dearer')}</Callout>}
      <Composer
        draft={draft}
        estimate={estimate}
        mayBeCached={asked.some(({ offers }) => offers.some(({ terms }) => isCachedCheaper(terms)))}
        isReady={isReady}
        isWriting={isWriting}
        onDraft={setDraft}
        onSend={send}
        onStop={() => {
          for (const chat of chats) chat.stop()
        }}
        onCode={() => setIsCodeShown(true)}
      />
      {isCodeShown && (
        <CodeDialog
          body={bodyOf({ model: first, messages: messagesWith(chats[0], draft), settings })}
          service={settings.service ?? offersOf(services.offers(), first).find(mayAnswer)?.service ?? null}
          isSealed={settings.isSealed}
          onClose={() => setIsCodeShown(false)}
        />
      )}
    </Panel>
  )
}

type ChatButtonsProps = Pick<ChatPanelProps, 'models' | 'chosen' | 'onChoose'> & { readonly chats: readonly Chat[] }

/** Puts a second model beside the first or removes it, and clears the chats. */
function ChatButtons({ chats, chosen, models, onChoose }: ChatButtonsProps) {
  const t = useTranslations('playground.chat')
  const [first = ''] = chosen
  return (
    <>
      <Button
        size="sm"
        aria-pressed={chosen.length > 1}
        onClick={() => onChoose(chosen.length > 1 ? [first] : [first, models.find((one) => one !== first) ?? first])}
      >
        {t('compare')}
      </Button>
      {chats.some(({ messages }) => messages.length > 0) && (
        <Button
          tone="ghost"
          size="sm"
          onClick={() => {
            for (const chat of chats) chat.clear()
          }}
        >
          {t('clear')}
        </Button>
      )}
    </>
  )
}

function messagesWith(chat: Chat | undefined, draft: string) {
  return [...(chat?.messages ?? []), { role: 'user' as const, content: draft.trim() === '' ? 'Hello' : draft.trim() }]
}

/** A request, and the services that it may reach. */
type Asked = { readonly offers: readonly PaidOffer[]; readonly body: string; readonly longest: number }

function askedOf(services: PaidServices, request: Parameters<typeof bodyOf>[0]): Asked {
  const body = bodyOf({ ...request, settings: { ...request.settings, service: null } })
  return { offers: services.asked(sentBodyOf(request)), body, longest: request.settings.longest }
}

/** Returns the highest possible cost of the next answers of all chats. Returns null if a chat has no service. */
function sumOf(asked: readonly Asked[]): bigint | null {
  const most = asked.map(mostOf)
  return most.some((one) => one === null) ? null : most.reduce<bigint>((sum, one) => sum + (one ?? 0n), 0n)
}

/**
 * Returns the highest possible cost of the next answer, from the dearest of the services that the request may reach, with no token cached. Returns null if no
 * service can answer.
 */
function mostOf({ offers, body, longest }: Asked): bigint | null {
  const costs = offers.map(({ terms }) => mostCost(terms, { prompt: promptOf(body), answerTokens: longest }))
  return costs.length === 0 ? null : costs.reduce((most, cost) => (cost > most ? cost : most))
}
