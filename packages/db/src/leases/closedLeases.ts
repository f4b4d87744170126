// Leases that closed in a span of time. Reads `leases`.
import { present, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const { leases } = tables

const closedLeaseRow = rowOf({
  leaseId: leases.lease_id,
  /** The account that held the lease when it closed. */
  holder: 'text',
  provider: leases.provider,
  closedAt: present(leases.closed_at),
  pricePerGpuSecond: leases.price_per_gpu_second,
  gpus: leases.gpus,
})

/** A lease that closed. `closedAt` is in Unix seconds; the price is in PToken base units per GPU-second. */
export type ClosedLeaseRow = RowOf<typeof closedLeaseRow>

const closedLeases = statement(
  closedLeaseRow,
  `select lease_id as "leaseId", coalesce(holder, renter) as holder, provider, closed_at as "closedAt", price_per_gpu_second as "pricePerGpuSecond", gpus
   from leases where closed_at >= $1 and closed_at < $2 order by lease_id`,
)

/**
 * Returns the leases that closed between `from` (included) and `until` (not included), both in Unix seconds, in the order of their numbers. Index: leases
 * (closed_at). Takes no lock.
 */
export async function listClosedLeases(db: Queryable, { from, until }: { from: bigint; until: bigint }): Promise<ClosedLeaseRow[]> {
  return closedLeases.rows(db, [from, until])
}
