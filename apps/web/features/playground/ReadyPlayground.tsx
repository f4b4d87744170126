'use client'
import { testModel } from '@infinitio/domain'
import type { PaidServices } from '@infinitio/sdk/services'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Callout } from '#web/components/ui/Callout.tsx'
import { canSeal, type ChatSettings, longestBounds, modelsOf, offersOf } from '#web/features/playground/chat.ts'
import { ChatPanel } from '#web/features/playground/ChatPanel.tsx'
import { PrepayPanel } from '#web/features/playground/PrepayPanel.tsx'
import { SettingsPanel } from '#web/features/playground/SettingsPanel.tsx'
import { SpendPanel } from '#web/features/playground/SpendPanel.tsx'

/** The first deposit of a new visitor into the pot (the balance in the service ledger), in base units: 2 PToken. */
const firstDeposit = 2n * 10n ** 18n
const usualTemperature = 0.7
const everyMs = 5_000

export type ReadyProps = {
  readonly services: PaidServices
  readonly account: string
  readonly wanted: string | null
  readonly isDevelopment: boolean
}

/** Shows the chats, their settings and the spending. Before the wallet has prepaid, also shows what the wallet must sign to prepay. */
export function ReadyPlayground({ services, account, wanted, isDevelopment }: ReadyProps) {
  const t = useTranslations('playground')
  const queryClient = useQueryClient()
  const models = modelsOf(services.offers())
  const [chosen, setChosen] = useState<readonly string[]>(() => [models.find((model) => model === wanted) ?? models[0] ?? ''])
  // Prompts are encrypted unless the visitor turns this off, or one of the chosen models has no service that decrypts them. The switch shows whether prompts
  // are encrypted now.
  const [wished, setSettings] = useState<ChatSettings>({
    ...{ service: null, longest: longestBounds.usual, temperature: usualTemperature, isSealed: true },
  })
  const mayEncrypt = canSeal(services.offers(), { models: chosen, service: wished.service })
  const settings = { ...wished, isSealed: wished.isSealed && mayEncrypt }
  const prepaid = useQuery({
    queryKey: ['playground', 'prepaid', account],
    queryFn: async () => {
      const pot = await services.pot()
      const held = services.figures().reduce((sum, { deposited, owed }) => sum + deposited - owed, 0n)
      // Money in payment channels counts as deposited, too, so a visitor who returns need not deposit again.
      const plan = await services.plan(pot + held >= firstDeposit / 4n ? pot : firstDeposit).catch((error: unknown) => ({ error }))
      return { pot, plan }
    },
    refetchInterval: everyMs,
  })
  const refresh = () => void queryClient.invalidateQueries({ queryKey: ['playground', 'prepaid'] })
  const needed = prepaid.data?.plan
  const isReady = needed !== undefined && 'steps' in needed && needed.steps.length === 0
  return (
    <div className="ptwo">
      <div className="stack g4">
        {chosen.includes(testModel) && <Callout tone="warn">{t('noModel')}</Callout>}
        {prepaid.data !== undefined && !isReady && (
          <PrepayPanel services={services} account={account} amount={firstDeposit} isDevelopment={isDevelopment} onDone={refresh} />
        )}
        <div className={chosen.length > 1 ? 'pside' : undefined}>
          <ChatPanel
            services={services}
            models={models}
            chosen={chosen}
            settings={settings}
            isReady={isReady}
            onChoose={(next) => {
              setChosen(next)
              setSettings((before) => ({ ...before, service: null }))
            }}
            onPaid={refresh}
          />
        </div>
      </div>
      <aside className="stack g4" aria-label={t('aside')}>
        <SettingsPanel
          settings={settings}
          offers={chosen.length === 1 ? offersOf(services.offers(), chosen[0] ?? '') : []}
          mayEncrypt={mayEncrypt}
          onChange={(next) => setSettings({ ...next, isSealed: mayEncrypt ? next.isSealed : wished.isSealed })}
        />
        <SpendPanel services={services} pot={prepaid.data?.pot ?? null} onDone={refresh} />
      </aside>
    </div>
  )
}
