import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { About } from '#web/parts/format/About.tsx'
import { roundedAmountText } from '#web/parts/format/amountText.ts'
import { digitsFor, roundedUnits } from '#web/parts/format/sumTexts.ts'
import { liveAmounts } from '#web/parts/lease/liveAmounts.ts'

type ClusterMoneyProps = { readonly leases: readonly LeaseWire[]; readonly now: number; readonly isOver: boolean }

/**
 * Shows what all leases of a cluster together have locked and spent, the notice that is still to pay, and what came back or comes back if they end now. The
 * locked amount is the sum of the others, except in a free trial: there the spent amount is only due if a lease is kept.
 */
export function ClusterMoney({ leases, now, isOver }: ClusterMoneyProps) {
  const t = useTranslations('clusterPage.money')
  const tUnits = useTranslations('units')
  const { locked, spent, notice, refund } = clusterSums(leases, now)
  const digits = digitsFor([locked, spent, notice, refund].filter((units) => units > 0n))
  const rounded = (units: bigint) => roundedUnits(units, digits)
  // The notice takes the differences that rounding causes, so that the shown numbers add up.
  const isSum = locked === spent + notice + refund
  const shownNotice = isSum ? rounded(locked) - rounded(spent) - rounded(refund) : notice
  const lines = [
    ['locked', locked],
    ['spent', spent],
    ...(notice > 0n ? [['notice', shownNotice] as const] : []),
    [isOver ? 'refunded' : 'refund', refund],
  ] as const
  return (
    <Panel title={t('title')}>
      <div className="panel-body lines">
        {lines.map(([name, units]) => (
          <div key={name}>
            <span>{t(name)}</span>
            <span className="nowrap">
              {tUnits('pt', { amount: roundedAmountText(units, digits) })}
              <About units={units} />
            </span>
          </div>
        ))}
      </div>
    </Panel>
  )
}

/**
 * The sums of a cluster in base units. `locked` and `spent` include the fees that were paid when the leases were booked. `refund` is what came back, and for
 * leases that are not over what comes back if they end now. `notice` is what an end now bills beyond `spent`.
 */
type ClusterSums = { readonly locked: bigint; readonly spent: bigint; readonly notice: bigint; readonly refund: bigint }

/** Returns what the leases of a cluster have locked and spent, their notice and their refund, at `now` of the block clock. Pure. */
export function clusterSums(leases: readonly LeaseWire[], now: number): ClusterSums {
  const all = leases.map((lease) => {
    const { paid, spent, ...amounts } = liveAmounts(lease, now)
    const locked = BigInt(lease.escrow) + paid - spent
    const refund = amounts.ifEnded?.refund ?? amounts.refund
    const rest = locked - paid - refund
    return { locked, spent: paid, notice: rest > 0n ? rest : 0n, refund }
  })
  const sumOf = (key: keyof ClusterSums) => all.reduce((sum, lease) => sum + lease[key], 0n)
  return { locked: sumOf('locked'), spent: sumOf('spent'), notice: sumOf('notice'), refund: sumOf('refund') }
}
