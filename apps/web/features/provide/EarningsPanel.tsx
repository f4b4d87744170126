'use client'
import type { EarningsBy, ProviderEarningsWire } from '@infinitio/domain/wire'
import { getProviderEarnings, type Transport } from '@infinitio/sdk'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { EarningsTable } from '#web/features/provide/EarningsTable.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { utcDayText } from '#web/parts/format/clockText.ts'

const cuts = ['day', 'week', 'month'] as const satisfies readonly EarningsBy[]

/** Shows the earnings of settled leases by day, week or month and by machine. */
export function EarningsPanel() {
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
        {(earnings) => <EarningsOfProvider earnings={earnings} />}
      </QueryView>
    </Panel>
  )
}

function EarningsOfProvider({ earnings }: { readonly earnings: ProviderEarningsWire }) {
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

type EarningsBarsProps = { readonly by: EarningsBy; readonly periods: ProviderEarningsWire['periods'] }

/** Shows the earnings of each period as a bar; the last period is not over yet. Screen readers get a list instead. */
function EarningsBars({ by, periods }: EarningsBarsProps) {
  const t = useTranslations('provide.earnings')
  const most = periods.reduce((top, { earned }) => (BigInt(earned) > top ? BigInt(earned) : top), 1n)
  return (
    <>
      <ol className="earnbars mt-3" aria-label={t('bars')}>
        {periods.map(({ from, earned, leases }, at) => {
          const words = t('bar', { from: utcDayText(from), earned: amountText(BigInt(earned)), leases })
          const permille = Number((BigInt(earned) * 1_000n) / most)
          return (
            <li key={from} title={words} className={clsx(at === periods.length - 1 && 'open')}>
              <i style={{ height: `${permille / 10}%` }} aria-hidden />
              <span className="sr">{words}</span>
            </li>
          )
        })}
      </ol>
      <p className="row between t12 dim" aria-hidden>
        <span>{utcDayText(periods[0]?.from ?? 0)}</span>
        <span>{t('top', { amount: amountText(most) })}</span>
        <span>{t(`open.${by}`)}</span>
      </p>
    </>
  )
}

/** Query for the earnings of the signed-in provider's closed leases. */
function earningsQuery(api: Transport, by: EarningsBy) {
  return queryOptions({ queryKey: ['provider', 'earnings', by], queryFn: () => getProviderEarnings(api, { by }), placeholderData: keepPreviousData })
}
