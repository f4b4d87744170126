import type { StatementLineWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { About } from '#web/parts/format/About.tsx'
import { type BalanceChange, changeTexts } from '#web/parts/format/sumTexts.ts'
import { dayMinuteText, utcDayMinuteText } from '#web/parts/format/clockText.ts'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'
import { TxLink } from '#web/parts/transaction/TxLink.tsx'

const knownKinds = ['deposit', 'withdrawal', 'escrow', 'relay_fee', 'lease_pay', 'refund', 'extension', 'credit', 'compensation'] as const

/** `isUtc` is true for a list whose months begin and end in UTC; its times are then in UTC too, and otherwise in the reader's zone. */
type StatementTableProps = { readonly lines: readonly Line[]; readonly isUtc?: boolean }

/** Shows changes of a balance, each with its transaction and whether its block is final. */
export function StatementTable({ lines, isUtc = false }: StatementTableProps) {
  const t = useTranslations('wallet.statement')
  const texts = changeTexts(lines.map(changeOf))
  return (
    <table className="table stm">
      <TableHead
        columns={[
          { name: t(isUtc ? 'whenUtc' : 'when') },
          { name: t('what') },
          { name: 'PT', className: 'n' },
          { name: t('after'), className: 'n' },
          { name: t('state'), className: 'n' },
        ]}
      />
      <tbody>
        {lines.map((line, at) => (
          <StatementRow
            key={`${line.txHash}${line.kind}${line.balanceAfter}`}
            line={line}
            isUtc={isUtc}
            texts={texts[at] ?? { change: '–', after: '–' }}
          />
        ))}
      </tbody>
    </table>
  )
}

type Line = Omit<StatementLineWire, 'blockNumber'>

function changeOf({ amount, balanceAfter }: Line): BalanceChange {
  return { amount: BigInt(amount), after: BigInt(balanceAfter) }
}

type StatementRowProps = { readonly line: Line; readonly isUtc: boolean; readonly texts: ReturnType<typeof changeTexts>[number] }

function StatementRow({ line, isUtc, texts }: StatementRowProps) {
  const t = useTranslations('wallet.statement')
  const amount = BigInt(line.amount)
  const kind = knownKinds.find((known) => known === line.kind)
  return (
    <tr>
      <td className="nowrap">{isUtc ? utcDayMinuteText(line.at) : dayMinuteText(line.at)}</td>
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
          {texts.change.replace('-', '−')}
        </b>
        <About units={amount} />
      </td>
      <td className="n">
        {texts.after}
        <About units={line.balanceAfter} />
      </td>
      <td className="n">
        <FinalBadge final={line.final} />
      </td>
    </tr>
  )
}
