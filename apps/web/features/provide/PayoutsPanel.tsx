import type { ProviderStatementWire } from '@infinitio/domain/wire'
import { getProviderStatement, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { Banknote } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { PayoutFiles } from '#web/features/provide/PayoutFiles.tsx'
import { monthOf, payoutYears, periodQuery } from '#web/features/provide/payoutPeriods.ts'
import { PayoutsTable } from '#web/features/provide/PayoutsTable.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { monthText } from '#web/parts/format/monthText.ts'

const pageRows = 25

/** Shows each payment to the provider by month or year, with totals, and saves the statement as CSV or PDF. */
export function PayoutsPanel({ now }: { readonly now: number }) {
  const t = useTranslations('provide.payouts')
  const [period, setPeriod] = useState(() => monthOf(now))
  const query = useInfiniteQuery(payoutsQuery(browserApi, period))
  // Fetch the current month in a separate query. Its answer lists all months with payments, so the user can choose between these months while the data of
  // another month loads.
  const latest = useInfiniteQuery(payoutsQuery(browserApi, monthOf(now)))
  const years = payoutYears(latest.data?.pages[0]?.months ?? [], now)
  return (
    <Panel
      className="mt-5"
      title={t('title')}
      note={t('note')}
      end={
        <span className="row wrap g2">
          <SelectInput aria-label={t('period')} value={period} onChange={(event) => setPeriod(event.target.value)}>
            {years.map(({ year, months }) => (
              <optgroup key={year} label={year}>
                {months.map((month) => (
                  <option key={month} value={month}>
                    {monthText(month)}
                  </option>
                ))}
                <option value={year}>{t('year', { year })}</option>
              </optgroup>
            ))}
          </SelectInput>
          <PayoutFiles period={period} />
        </span>
      }
    >
      <QueryView query={query} failed={t('failed')} skeleton={<PayoutsSkeleton />}>
        {({ pages }) => (
          <>
            <Payouts pages={pages} onPeriod={setPeriod} />
            {query.hasNextPage && (
              <p className="panel-foot">
                <button type="button" className="link" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {t(query.isFetchingNextPage ? 'loading' : 'more')}
                </button>
              </p>
            )}
          </>
        )}
      </QueryView>
      <p className="panel-foot t13">
        {t.rich('toWallet', {
          link: (words) => (
            <Link className="link" href="/wallet">
              {words}
            </Link>
          ),
        })}
      </p>
    </Panel>
  )
}

type PayoutsProps = { readonly pages: readonly ProviderStatementWire[]; readonly onPeriod: (period: string) => void }

function Payouts({ pages, onPeriod }: PayoutsProps) {
  const t = useTranslations('provide.payouts')
  const [first] = pages
  const leases = pages.flatMap((page) => page.leases)
  if (first === undefined || leases.length === 0) {
    const newest = first?.months[0]
    return (
      <StateBox
        kind="empty"
        icon={Banknote}
        title={t('empty')}
        actions={
          newest === undefined ? undefined : (
            <Button size="sm" onClick={() => onPeriod(newest)}>
              {t('showNewest', { month: monthText(newest) })}
            </Button>
          )
        }
      >
        {t('emptyText')}
      </StateBox>
    )
  }
  return (
    <>
      <PayoutsTable leases={leases} total={first.total} />
      <p className="panel-foot t12 dim">{t('rounding')}</p>
    </>
  )
}

function PayoutsSkeleton() {
  const t = useTranslations('provide.payouts')
  return (
    <div className="panel-body skeltree stack g4">
      <p className="sr" role="status">
        {t('loading')}
      </p>
      {[1, 2, 3, 4].map((key) => (
        <Skeleton key={key} width="100%" height={32} />
      ))}
    </div>
  )
}

/** Query for the payments of a period, page by page. A change of the provider's data makes it out of date. */
function payoutsQuery(api: Transport, period: string) {
  return infiniteQueryOptions({
    queryKey: ['provider', 'payouts', period],
    queryFn: ({ pageParam }) =>
      getProviderStatement(api, { ...periodQuery(period), limit: pageRows, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}
