'use client'
import type { GovernWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { gText } from '#web/parts/govern/tokenText.ts'
import { treasuryQuery } from '#web/parts/govern/governQueries.ts'
import { treasurySums } from '#web/features/govern/treasury/treasurySums.ts'
import { BackingPanel } from '#web/parts/wallet/BackingPanel.tsx'

type Treasury = NonNullable<GovernWire['dao']>['treasury']

/** Shows the balance and the payments of the treasury, and how the reserve covers PToken. */
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
            <TreasuryMonth />
          </dl>
          <p className="panel-foot">
            <Link className="link" href="/govern/treasury">
              {t('open')}
            </Link>
          </p>
        </Panel>
      )}
      <BackingPanel reserve={reserve} />
    </>
  )
}

/** Shows the payments of the last 30 days in three lines. Until a value has loaded, its line shows a dash, so that the content below does not move. */
function TreasuryMonth() {
  const t = useTranslations('govern.reserve')
  const { data } = useQuery(treasuryQuery(browserApi))
  const sums = data === undefined ? null : treasurySums(data.days)
  const text = (units: bigint | undefined) => (units === undefined ? '–' : `${amountText(units)} PT`)
  return (
    <>
      <dt>{t('cameIn')}</dt>
      <dd>{text(sums?.ptIn)}</dd>
      <dt>{t('wentOut')}</dt>
      <dd>{text(sums?.ptOut)}</dd>
      <dt>{t('burned')}</dt>
      <dd>{text(sums?.burned)}</dd>
    </>
  )
}
