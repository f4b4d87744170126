'use client'
import type { GovernWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { About } from '#web/features/format/About.tsx'
import { amountText } from '#web/features/format/amountText.ts'
import { gText } from '#web/features/govern/gText.ts'
import { BackingPanel } from '#web/features/wallet/BackingPanel.tsx'

type Treasury = NonNullable<GovernWire['dao']>['treasury']

/** What the treasury has, and that every PToken is covered. */
export function ReservePanel({ reserve, treasury }: { readonly reserve: GovernWire['reserve']; readonly treasury: Treasury | null }) {
  const t = useTranslations('govern.reserve')
  return (
    <>
      {treasury !== null && (
        <Panel title={t('treasury')}>
          <dl className="kv panel-body">
            <dt>PT</dt>
            <dd>
              <b>{amountText(BigInt(treasury.pToken))}</b>
              <About units={treasury.pToken} />
            </dd>
            <dt>{t('treasuryG')}</dt>
            <dd>
              <b>{gText(treasury.g)}</b>
            </dd>
          </dl>
        </Panel>
      )}
      <BackingPanel reserve={reserve} />
    </>
  )
}
