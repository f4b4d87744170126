'use client'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import { aboutCost, aboutTokens, type PaidOffer } from '@infinitio/sdk/services'
import { Loader } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { bodyOf, type ChatMessage, promptOf } from '#web/features/playground/chat.ts'
import { ReceiptDialog, ReceiptLine } from '#web/features/playground/ReceiptLine.tsx'
import type { Chat } from '#web/features/playground/useChat.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { amountText } from '#web/parts/format/amountText.ts'

type Answer = Extract<ChatMessage, { readonly role: 'assistant' }>
type ListProps = { readonly chat: Chat; readonly offers: readonly PaidOffer[]; readonly ledger: string }

/** Shows the messages of a chat. Below each answer is its receipt or, while the answer is still arriving, its cost so far. */
export function MessageList({ chat: { messages, isWriting }, offers, ledger }: ListProps) {
  const t = useTranslations('playground.chat')
  const [shown, setShown] = useState<Answer['receipt']>(null)
  return (
    <div className="pmsgs" role="log" aria-busy={isWriting}>
      {messages.length === 0 && <p className="t13 dim">{t('empty')}</p>}
      {messages.map((message, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages are only added at the end.
        <div key={at} className="pmsg">
          <span>{message.role === 'user' ? t('you') : t('answer')}</span>
          {message.role === 'user' ? (
            <p className="strong">{message.content}</p>
          ) : (
            <div>
              {message.content !== '' && <p>{message.content}</p>}
              <AnswerLine answer={message} before={messages.slice(0, at)} offer={offers[0]} onReceipt={() => setShown(message.receipt)} />
            </div>
          )}
        </div>
      ))}
      {shown !== null && <ReceiptDialog paid={shown} ledger={ledger} onClose={() => setShown(null)} />}
    </div>
  )
}

type LineProps = {
  readonly answer: Answer
  readonly before: readonly ChatMessage[]
  readonly offer: PaidOffer | undefined
  readonly onReceipt: () => void
}

function AnswerLine({ answer, before, offer, onReceipt }: LineProps) {
  const t = useTranslations('playground.chat')
  if (answer.receipt !== null) return <ReceiptLine paid={answer.receipt} onOpen={onReceipt} />
  if (answer.state === 'writing') {
    const textBytes = new TextEncoder().encode(answer.content).length
    const body = bodyOf({ model: '', messages: before, settings: { service: null, longest: 0, temperature: 0, isSealed: false } })
    const soFar = offer === undefined ? null : aboutCost(offer.terms, { prompt: promptOf(body), textBytes })
    return (
      <p className="prcpt">
        <Loader className="i s" aria-hidden />
        <span>{textBytes === 0 ? t('waiting') : t('writing', { tokens: aboutTokens(textBytes) })}</span>
        {soFar !== null && textBytes > 0 && <span>{t('soFar', { amount: amountText(soFar) })}</span>}
      </p>
    )
  }
  if (answer.state === 'stopped') return <p className="prcpt">{t('stopped')}</p>
  if (answer.state === 'failed') {
    const { sentence, code } = problemOf(answer.error)
    return (
      <p className="prcpt warn" role="alert">
        {sentence} <ErrorCode code={code} />
      </p>
    )
  }
  return <p className="prcpt">{t('free')}</p>
}
