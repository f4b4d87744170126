import { sumSettledByNode, sumSettledByPeriod } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import type { EarningsBy, ProviderEarningsWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { earningPeriods } from './earningPeriods.ts'
import { addedUp, noSums, settledSumsWire } from './settledSums.ts'

const mostNodes = 1_000

/**
 * Returns the earnings of a provider's closed leases by period and by node. Amounts are in PToken base units, and come from the database rows of chain events.
 * Lists at most `mostNodes` nodes.
 */
export async function readProviderEarnings(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { account, by }: { account: Address; by: EarningsBy },
): Promise<ProviderEarningsWire> {
  const periods = earningPeriods(by, clock.read().now)
  const from = periods[0]?.from ?? 0
  const until = periods.at(-1)?.until ?? 0
  const span = { provider: account, from: BigInt(from), until: BigInt(until) }
  const [byPeriod, byNode] = await Promise.all([sumSettledByPeriod(db, { ...span, by }), sumSettledByNode(db, { ...span, limit: mostNodes })])
  const sumsFrom = new Map(byPeriod.map((row) => [Number(row.from), row]))
  return {
    by,
    from,
    until,
    periods: periods.map((period) => ({ ...period, ...settledSumsWire(sumsFrom.get(period.from) ?? noSums) })),
    nodes: byNode.map((row) => ({ node: row.nodeId, name: row.nodeName ?? row.nodeId.slice(0, 10), ...settledSumsWire(row) })),
    total: settledSumsWire(addedUp(byPeriod)),
  }
}
