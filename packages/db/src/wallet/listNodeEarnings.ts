import type { Queryable } from '../client/queryable.ts'

/** What each node of a provider earned so far, after fees, in PToken base units. Index: leases (provider, lease_id). Takes no lock. */
export async function listNodeEarnings(db: Queryable, { provider }: { provider: string }): Promise<Map<string, bigint>> {
  const rows = await db.query<{ node_id: string; earned: bigint }>(
    'select node_id, coalesce(sum(pay - provider_fee), 0) as earned from leases where provider = $1 group by node_id',
    [provider],
  )
  return new Map(rows.map((row) => [row.node_id, row.earned]))
}
