'use client'
import type { EarningsBy, ProviderEarningsWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { EarningsBars } from '#web/features/provide/EarningsBars.tsx'
import { EarningsTable } from '#web/features/provide/EarningsTable.tsx'
import { earningsQuery } from '#web/features/provide/earningsQuery.ts'
import { StatementButton } from '#web/features/provide/StatementButton.tsx'

const cuts = ['day', 'week', 'month'] as const satisfies readonly EarningsBy[]

/** What settled leases came to, by day, week or month and by node, and a month of them as a file. */
export function EarningsPanel({ now }: { readonly now: number }) {
  const t = useTranslations('provide.earnings')
  const [by, setBy] = useState<EarningsBy>('day')
  const query = useQuery(earningsQuery(browserApi, by))
  return (
    <Panel
      className="mt-5"
      title={t('title')}
      note={t(`note.${by}`)}
      end={<Segmented label={t('by')} value={by} options={cuts.map((value) => ({ value, label: t(`cut.${value}`) }))} onChange={setBy} />}
    >
      <QueryView query={query} failed={t('failed')} skeleton={<EarningsSkeleton />}>
        {(earnings) => <Told earnings={earnings} />}
      </QueryView>
      <StatementButton now={now} />
    </Panel>
  )
}

function Told({ earnings }: { readonly earnings: ProviderEarningsWire }) {
  const t = useTranslations('provide.earnings')
  const { total } = earnings
  if (total.leases === 0) return <p className="panel-body t13 dim">{t('none')}</p>
  const text = (units: string) => amountText(BigInt(units))
  return (
    <>
      <div className="panel-body">
        <p className="t13">
          {t.rich('total', {
            strong: (words) => <b className="strong">{words}</b>,
            ...{ leases: total.leases, earned: text(total.earned), pay: text(total.pay), fee: text(total.fee), refund: text(total.refund) },
          })}{' '}
          {total.compensation !== '0' && t('compensation', { amount: text(total.compensation) })}
        </p>
        <EarningsBars by={earnings.by} periods={earnings.periods} />
      </div>
      <EarningsTable nodes={earnings.nodes} total={total} />
    </>
  )
}

function EarningsSkeleton() {
  const t = useTranslations('provide.earnings')
  return (
    <div className="panel-body skeltree stack g4">
      <p className="sr" role="status">
        {t('loading')}
      </p>
      <Skeleton width="60%" height={16} />
      <Skeleton width="100%" height={120} />
    </div>
  )
}
