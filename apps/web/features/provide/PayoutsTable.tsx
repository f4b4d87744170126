import type { ProviderStatementWire, SettledSumsWire, StatementLeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { usdText } from '#web/parts/format/usdText.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { AccountLink } from '#web/parts/explorer/AccountLink.tsx'
import { TxLink } from '#web/parts/transaction/TxLink.tsx'

type PayoutsTableProps = { readonly leases: readonly StatementLeaseWire[]; readonly total: ProviderStatementWire['total'] }

/** Shows each payment with its lease and transaction, newest first, and the total of the whole period. */
export function PayoutsTable({ leases, total }: PayoutsTableProps) {
  const t = useTranslations('provide.payouts')
  return (
    <div className="scroll">
      <table className="table en">
        <TableHead
          columns={[
            { name: t('column.lease') },
            { name: t('column.renter'), className: 'hide-s' },
            { name: t('column.seconds'), className: 'n hide-s' },
            { name: t('column.pay'), className: 'n hide-s' },
            { name: t('column.fee'), className: 'n hide-s' },
            { name: t('column.earned'), className: 'n' },
            { name: t('column.usd'), className: 'n hide-s' },
            { name: t('column.tx'), className: 'n hide-s' },
          ]}
        />
        <tbody>
          {leases.map((lease) => (
            <PayoutRow key={lease.leaseId} lease={lease} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>
              <b className="strong">{t('total', { leases: total.leases })}</b>
            </td>
            <td className="hide-s" />
            <td className="hide-s" />
            <AmountCells amounts={total} />
            <td className="hide-s" />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function PayoutRow({ lease }: { readonly lease: StatementLeaseWire }) {
  const t = useTranslations('provide.payouts')
  return (
    <tr>
      <td>
        <Link className="link" href={`/leases/${lease.leaseId}`}>
          {t('lease', { leaseId: lease.leaseId, machine: lease.nodeName })}
        </Link>
        <span className="block t12 dim">{momentText(lease.closedAt)}</span>
        {lease.operatorShare !== '0' && (
          <span className="block t12 dim">
            {t('operatorShare', { amount: amountText(BigInt(lease.operatorShare)) })}
            <About units={lease.operatorShare} />
          </span>
        )}
      </td>
      <td className="hide-s">
        <AccountLink account={lease.renter} />
      </td>
      <td className="n hide-s">{lease.paidSeconds.toLocaleString('en')}</td>
      <AmountCells amounts={lease} />
      <td className="n hide-s">
        <TxLink hash={lease.closedTx} />
      </td>
    </tr>
  )
}

function AmountCells({ amounts: { pay, fee, earned } }: { readonly amounts: Pick<SettledSumsWire, 'pay' | 'fee' | 'earned'> }) {
  return (
    <>
      <td className="n hide-s">{amountText(BigInt(pay))}</td>
      <td className="n hide-s">{amountText(BigInt(fee))}</td>
      <td className="n">
        <b>{amountText(BigInt(earned))}</b>
        <About units={earned} />
      </td>
      <td className="n hide-s">{usdText(BigInt(earned))}</td>
    </>
  )
}
