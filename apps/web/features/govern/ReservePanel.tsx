'use client'
import type { GovernWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { About } from '#web/features/format/About.tsx'
import { amountText } from '#web/features/format/amountText.ts'
import { gText } from '#web/features/govern/gText.ts'

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
      <Panel
        title={t('title')}
        end={
          <span className="t12 dim row g1">
            <i className="dot ok" />
            {t('live')}
          </span>
        }
      >
        <dl className="kv panel-body">
          <dt>{t('coin')}</dt>
          <dd>{amountText(BigInt(reserve.reserve))}</dd>
          <dt>{t('supply')}</dt>
          <dd>{amountText(BigInt(reserve.supply))}</dd>
          <dt>{t('surplus')}</dt>
          <dd>
            <b>{amountText(BigInt(reserve.surplus))}</b>
          </dd>
        </dl>
        <p className="panel-foot">{t('text')}</p>
      </Panel>
    </>
  )
}
