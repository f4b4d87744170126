'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { LeaseStateBadge } from '#web/parts/lease/LeaseStateBadge.tsx'
import { leaseTitle } from '#web/parts/lease/leaseTitle.ts'
import { givenName, nodeTitle } from '#web/parts/machine/nodeTitle.ts'
import { sharedWithMeQuery } from '#web/features/sharing/sharingQuery.ts'

/** Lists leases that other accounts share with this account; renders nothing if there are none. */
export function SharedLeases() {
  const t = useTranslations('lease.sharing')
  const tLeases = useTranslations('leases')
  const query = useQuery(sharedWithMeQuery(browserApi))
  if (query.isError) return <ProblemCallout error={query.error} />
  if (query.data === undefined || query.data.items.length === 0) return null
  const { items, chainNow } = query.data
  return (
    <section className="panel lt mt-5" aria-label={t('withYou')}>
      <header className="panel-head">
        <h2>{t('withYou')}</h2>
      </header>
      <table className="table">
        <TableHead
          columns={[
            { name: tLeases('column.lease') },
            { name: tLeases('column.node') },
            { name: tLeases('column.state') },
            { name: t('column.by') },
            { name: t('column.may') },
            { name: t('column.until'), className: 'n' },
          ]}
        />
        <tbody>
          {items.map((lease) => (
            <tr key={lease.leaseId}>
              <td>
                <Link href={`/leases/${lease.leaseId}`}>
                  <b className="strong">{leaseTitle(lease)}</b>
                </Link>
                <span className="sub nowrap">
                  #{lease.leaseId}, {nodeTitle({ gpus: lease.terms.gpus, className: lease.node.className })}
                </span>
              </td>
              <td>{givenName(lease.node.name)}</td>
              <td>
                <LeaseStateBadge lease={lease} now={chainNow} />
              </td>
              <td data-k={t('column.by')}>
                <AccountText account={lease.holder} />
              </td>
              <td data-k={t('column.may')}>{t(lease.role === 'user' ? 'right.use' : 'right.watch')}</td>
              <td className="n" data-k={t('column.until')}>
                {momentText(lease.endsAt)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
