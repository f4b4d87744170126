import type { AccountStatementLineWire, AccountStatementWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { About } from '#web/parts/format/About.tsx'
import { roundedAmountText } from '#web/parts/format/amountText.ts'
import { monthDigits, shownAmount } from '#web/features/statement/monthSums.ts'
import { monthText } from '#web/parts/format/monthText.ts'

/** Shows what the account's leases cost in one month: for each lease, the amount locked, the amount returned and the difference, and their sum. */
export function LeaseCosts({ statement: { month, lines } }: { readonly statement: Pick<AccountStatementWire, 'month' | 'lines'> }) {
  const t = useTranslations('wallet.monthly.cost')
  // Takes each movement as the list of movements shows it. So the lines and the sum add up, and equal the other panels of the month.
  const digits = monthDigits(lines)
  const costs = leaseCosts(lines.map((line) => ({ ...line, amount: `${shownAmount(line, digits)}` })))
  const sum = costs.reduce((total, { cost }) => total + cost, 0n)
  const signed = (units: bigint) => roundedAmountText(units, digits).replace('-', '−')
  return (
    <div id="cost">
      <Panel title={t('title', { month: monthText(month) })} note={t('note')}>
        {costs.length === 0 ? (
          <p className="panel-body t13 dim">{t('none')}</p>
        ) : (
          <section className="scroll" aria-label={t('title', { month: monthText(month) })}>
            {/* The four columns of a lease’s cost fit a narrow phone, so that the last one, the cost, is not cut. */}
            <table className="table max-[430px]:[&_:is(th,td)]:px-1! max-[430px]:[&_:is(th,td)]:[font:var(--t-12)]!">
              <TableHead
                columns={[
                  { name: t('lease') },
                  { name: t('locked'), className: 'n' },
                  { name: t('returned'), className: 'n' },
                  { name: t('cost'), className: 'n' },
                ]}
              />
              <tbody>
                {costs.map(({ leaseId, locked, returned, cost }) => (
                  <tr key={leaseId}>
                    <td>
                      <Link className="link" href={`/leases/${leaseId}`}>
                        {t('leaseNumber', { leaseId })}
                      </Link>
                    </td>
                    <td className="n">{signed(locked)}</td>
                    <td className="n">{signed(returned)}</td>
                    <td className="n">{signed(cost)}</td>
                  </tr>
                ))}
                <tr>
                  <td colSpan={3}>
                    <b>{t('sum')}</b>
                  </td>
                  <td className="n">
                    <b>{signed(sum)}</b>
                    <About units={sum} />
                  </td>
                </tr>
              </tbody>
            </table>
          </section>
        )}
        <p className="panel-foot">{t('text')}</p>
      </Panel>
    </div>
  )
}

/** The amounts of one lease in a month, in base units: locked for it, returned from it, and the difference, which is its cost. */
export type LeaseCost = { readonly leaseId: string; readonly locked: bigint; readonly returned: bigint; readonly cost: bigint }

const lockedKinds = ['escrow', 'extension']
const returnedKinds = ['refund', 'credit', 'compensation']

/**
 * Returns the cost of each lease that the account rented, in the order in which the leases first occur in `lines`. Pay for leases of the account's own machines
 * does not count. The cost is negative if more money came back in the month than was locked, for example money that was locked in an earlier month. Pure.
 */
export function leaseCosts(lines: readonly Pick<AccountStatementLineWire, 'kind' | 'amount' | 'leaseId'>[]): readonly LeaseCost[] {
  const costs = new Map<string, LeaseCost>()
  for (const { kind, amount, leaseId } of lines) {
    if (leaseId === null || !(lockedKinds.includes(kind) || returnedKinds.includes(kind))) continue
    const { locked, returned } = costs.get(leaseId) ?? { locked: 0n, returned: 0n }
    const isLock = lockedKinds.includes(kind)
    const sums = { locked: locked - (isLock ? BigInt(amount) : 0n), returned: returned + (isLock ? 0n : BigInt(amount)) }
    costs.set(leaseId, { leaseId, ...sums, cost: sums.locked - sums.returned })
  }
  return [...costs.values()]
}
