import type { Queryable } from '../client/queryable.ts'

/** What leases that closed came to together. Base units; `gpuSeconds` were paid. */
export interface SettledSums {
  leases: bigint
  gpuSeconds: bigint
  pay: bigint
  fee: bigint
  refund: bigint
  compensation: bigint
}

/** Sums of a period, by its first second in UTC, or of a node. */
export type SettledOfPeriod = SettledSums & { from: bigint }
export type SettledOfNode = SettledSums & { nodeId: string; nodeName: string | null }

const sums = `count(*) as leases, coalesce(sum(l.paid_seconds * l.gpus), 0)::numeric(78,0) as "gpuSeconds", coalesce(sum(l.pay), 0)::numeric(78,0) as pay,
  coalesce(sum(l.provider_fee), 0)::numeric(78,0) as fee, coalesce(sum(l.refund), 0)::numeric(78,0) as refund, coalesce(sum(l.compensation), 0)::numeric(78,0) as compensation`

const closedInSpan = `l.provider = $1 and l.state = 'closed' and l.closed_at >= $2 and l.closed_at < $3`

/** What a provider's leases that closed in a span (`until` not included) came to, by days, weeks from Monday on, or months, all UTC; periods without any are left out. Index: leases (provider, lease_id). Takes no lock. */
export async function sumSettledByPeriod(
  db: Queryable,
  { provider, by, from, until }: { provider: string; by: 'day' | 'week' | 'month'; from: bigint; until: bigint },
): Promise<SettledOfPeriod[]> {
  return db.query<SettledOfPeriod>(
    `select extract(epoch from date_trunc($4, to_timestamp(l.closed_at) at time zone 'UTC') at time zone 'UTC')::bigint as "from", ${sums}
     from leases l where ${closedInSpan} group by 1 order by 1`,
    [provider, from, until, by],
  )
}

/** The same by node, most paid first, `limit` at most. Index: leases (provider, lease_id). Takes no lock. */
export async function sumSettledByNode(
  db: Queryable,
  { provider, from, until, limit }: { provider: string; from: bigint; until: bigint; limit: number },
): Promise<SettledOfNode[]> {
  return db.query<SettledOfNode>(
    `select l.node_id as "nodeId", (select name from node_profiles p where p.node_id = l.node_id) as "nodeName", ${sums}
     from leases l where ${closedInSpan} group by l.node_id order by sum(l.pay) desc, l.node_id limit $4`,
    [provider, from, until, limit],
  )
}
