'use client'
import type { DisputeWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { providerDisputesQuery } from '#web/features/provider-page/providerPageQueries.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { dateYearText } from '#web/parts/format/dateYearText.ts'

/** Lists the newest disputes of which a provider is a party. */
export function ProviderDisputes({ account }: { readonly account: string }) {
  const t = useTranslations('providerPage.disputes')
  const query = useQuery(providerDisputesQuery(browserApi, account))
  return (
    <Panel
      className="mt-5"
      title={t('title')}
      note={t('note')}
      end={
        <Link className="link t13" href="/disputes">
          {t('all')}
        </Link>
      }
    >
      <QueryView query={query} failed={t('failed')} skeleton={<Skeleton width="100%" height={48} className="m-4" />}>
        {({ items }) =>
          items.length === 0 ? <p className="panel-body t13 dim">{t('none')}</p> : <DisputeTable account={account} disputes={items} />
        }
      </QueryView>
    </Panel>
  )
}

/** Shows disputes as rows: subject, the provider's side, state and amount. */
export function DisputeTable({ account, disputes }: { readonly account: string; readonly disputes: readonly DisputeWire[] }) {
  const t = useTranslations('providerPage.disputes')
  const columns = [{ name: t('subject') }, { name: t('side'), className: 'hide-s' }, { name: t('state') }, { name: t('amount'), className: 'n' }]
  return (
    <div className="scroll">
      <table className="table en">
        <TableHead columns={columns} />
        <tbody>
          {disputes.map((dispute) => {
            const { id, lease, openedAt, opener, state, verdict, claim } = dispute
            const side = t('sideName', { side: opener === account ? 'opener' : 'other' })
            return (
              <tr key={id}>
                <td>
                  <Link className="link" href={`/disputes/${id}`}>
                    {lease === null ? t('ofSlash') : t('ofLease', { lease })}
                  </Link>
                  <span className="block t12 dim">{dateYearText(openedAt)}</span>
                  <span className="only-phone t12 dim">{side}</span>
                </td>
                <td className="hide-s">{side}</td>
                <td>{t('stateName', { state, verdict: verdict ?? 'none' })}</td>
                <td className="n">
                  {amountText(BigInt(claim))} PT
                  <About units={claim} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
