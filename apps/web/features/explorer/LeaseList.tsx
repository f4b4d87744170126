'use client'
import type { PublicLeaseWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { publicLeasesQuery } from '#web/parts/explorer/explorerQueries.ts'
import { ListPanel } from '#web/parts/explorer/ListPanel.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { givenName, nodeTitle } from '#web/parts/machine/nodeTitle.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'

/** Lists leases from chain data, newest first: all leases, or only the leases of one account. */
export function LeaseList({ account }: { readonly account?: string }) {
  const t = useTranslations('explorer.leases')
  const columns = [
    { name: t('lease') },
    { name: t('machine') },
    { name: t('renter'), className: 'hide-s' },
    { name: t('start'), className: 'n hide-s' },
    { name: t('escrow'), className: 'n' },
    { name: t('state'), className: 'n' },
  ]
  return (
    <ListPanel
      title={t('title')}
      query={publicLeasesQuery(browserApi, account === undefined ? {} : { account })}
      empty={t('empty')}
      columns={columns}
    >
      {(lease) => <LeaseRow key={lease.leaseId} lease={lease} />}
    </ListPanel>
  )
}

function LeaseRow({ lease }: { readonly lease: PublicLeaseWire }) {
  const t = useTranslations('explorer.leases')
  const { leaseId, node, nodeName, gpus, className, simulated, renter, startAt, escrow, state } = lease
  return (
    <tr>
      <td>
        <Link className="link mono" href={`/explorer/leases/${leaseId}`}>
          #{leaseId}
        </Link>
      </td>
      <td>
        <Link href={`/gpus/${node}`}>
          <b className="strong">{givenName(nodeName)}</b>
        </Link>{' '}
        <span className="dim">{nodeTitle({ gpus, className })}</span> {simulated && <SimulatedBadge />}
      </td>
      <td className="hide-s">
        <Link className="link mono" href={`/explorer/address/${renter}`} title={renter}>
          {shortHex(renter)}
        </Link>
      </td>
      <td className="n dim hide-s">{dayMinuteText(startAt)}</td>
      <td className="n">
        {amountText(BigInt(escrow))}
        <About units={escrow} />
      </td>
      <td className="n">{t(`states.${state}`)}</td>
    </tr>
  )
}
