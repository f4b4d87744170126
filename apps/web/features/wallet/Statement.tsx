import type { StatementLineWire } from '@infinitio/domain/wire'
import { ReceiptText } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { amountText } from '#web/features/format/amountText.ts'
import { dayMinuteText } from '#web/features/format/clockText.ts'
import { FinalBadge } from '#web/features/transactions/FinalBadge.tsx'
import { TxLink } from '#web/features/transactions/TxLink.tsx'

const knownKinds = ['deposit', 'withdrawal', 'escrow', 'relay_fee', 'lease_pay', 'refund', 'extension', 'credit', 'compensation'] as const

/** Every movement of the Market balance, newest first, from the chain's own events. */
export function Statement({ lines }: { readonly lines: readonly StatementLineWire[] }) {
  const t = useTranslations('wallet.statement')
  return (
    <Panel title={t('title')} note={t('note')}>
      {lines.length === 0 ? (
        <StateBox kind="empty" icon={ReceiptText} title={t('empty')}>
          {t('emptyText')}
        </StateBox>
      ) : (
        <table className="table stm">
          <TableHead
            columns={[
              { name: t('when') },
              { name: t('what') },
              { name: 'PT', className: 'n' },
              { name: t('after'), className: 'n' },
              { name: t('state'), className: 'n' },
            ]}
          />
          <tbody>
            {lines.map((line) => (
              <StatementRow key={`${line.txHash}${line.kind}${line.balanceAfter}`} line={line} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}

function StatementRow({ line }: { readonly line: StatementLineWire }) {
  const t = useTranslations('wallet.statement')
  const amount = BigInt(line.amount)
  const kind = knownKinds.find((known) => known === line.kind)
  return (
    <tr>
      <td className="nowrap">{dayMinuteText(line.at)}</td>
      <td>
        <b>{kind === undefined ? line.kind : t(`kind.${kind}`)}</b>
        <span className="sub">
          {line.leaseId === null ? null : (
            <Link className="link" href={`/leases/${line.leaseId}`}>
              {t('lease', { leaseId: line.leaseId })}
            </Link>
          )}{' '}
          <TxLink hash={line.txHash} />
        </span>
      </td>
      <td className={amount > 0n ? 'n go' : 'n'}>
        <b className={amount > 0n ? 'go' : undefined}>
          {amount > 0n ? '+' : ''}
          {amountText(amount).replace('-', '−')}
        </b>
      </td>
      <td className="n">{amountText(BigInt(line.balanceAfter))}</td>
      <td className="n">
        <FinalBadge final={line.final} />
      </td>
    </tr>
  )
}
