import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { About } from '#web/parts/format/About.tsx'
import { textTogether } from '#web/parts/format/sumTexts.ts'
import { liveAmounts } from '#web/parts/lease/liveAmounts.ts'

type ClusterMoneyProps = { readonly leases: readonly LeaseWire[]; readonly now: number; readonly isOver: boolean }

/** Shows what all leases of a cluster together have locked and spent, and what came back or comes back if they end now. */
export function ClusterMoney({ leases, now, isOver }: ClusterMoneyProps) {
  const t = useTranslations('clusterPage.money')
  const tUnits = useTranslations('units')
  const { locked, spent, refund } = clusterSums(leases, now)
  const textOf = textTogether([locked, spent, refund])
  const lines = [
    ['locked', locked],
    ['spent', spent],
    [isOver ? 'refunded' : 'refund', refund],
  ] as const
  return (
    <Panel title={t('title')}>
      <div className="panel-body lines">
        {lines.map(([name, units]) => (
          <div key={name}>
            <span>{t(name)}</span>
            <span className="nowrap">
              {tUnits('pt', { amount: textOf(units) })}
              <About units={units} />
            </span>
          </div>
        ))}
      </div>
    </Panel>
  )
}

/** The sums of a cluster in base units. `refund` is what came back, and for leases that are not over what comes back if they end now. */
type ClusterSums = { readonly locked: bigint; readonly spent: bigint; readonly refund: bigint }

/** Returns what the leases of a cluster have locked and spent, and their refund, at `now` of the block clock. Pure. */
export function clusterSums(leases: readonly LeaseWire[], now: number): ClusterSums {
  const amounts = leases.map((lease) => liveAmounts(lease, now))
  return {
    locked: leases.reduce((sum, { escrow }) => sum + BigInt(escrow), 0n),
    spent: amounts.reduce((sum, { paid }) => sum + paid, 0n),
    refund: amounts.reduce((sum, { ifEnded, refund }) => sum + (ifEnded?.refund ?? refund), 0n),
  }
}
