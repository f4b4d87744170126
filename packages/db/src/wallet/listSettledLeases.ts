import type { Queryable } from '../client/queryable.ts'

/** A lease of a provider that is closed, with what it came to. Base units; `closedAt` in Unix seconds of the block clock. */
export interface SettledLeaseRow {
  leaseId: bigint
  nodeId: string
  nodeName: string | null
  renter: string
  gpus: number
  pricePerGpuSecond: bigint
  paidSeconds: bigint
  pay: bigint
  providerFee: bigint
  refund: bigint
  compensation: bigint
  closedAt: bigint
  closedTx: string
}

/** Leases of a provider that closed in a span (`until` not included), oldest first, those after `afterLeaseId`. Index: leases (provider, lease_id). Takes no lock. */
export async function listSettledLeases(
  db: Queryable,
  { provider, from, until, afterLeaseId, limit }: { provider: string; from: bigint; until: bigint; afterLeaseId: bigint | null; limit: number },
): Promise<SettledLeaseRow[]> {
  return db.query<SettledLeaseRow>(
    `select l.lease_id as "leaseId", l.node_id as "nodeId", p.name as "nodeName", l.renter, l.gpus, l.price_per_gpu_second as "pricePerGpuSecond",
       l.paid_seconds as "paidSeconds", l.pay, l.provider_fee as "providerFee", l.refund, coalesce(l.compensation, 0)::numeric(78,0) as compensation,
       l.closed_at as "closedAt", l.closed_tx as "closedTx"
     from leases l left join node_profiles p on p.node_id = l.node_id
     where l.provider = $1 and l.state = 'closed' and l.closed_at >= $2 and l.closed_at < $3 and ($4::bigint is null or l.lease_id > $4)
     order by l.lease_id limit $5`,
    [provider, from, until, afterLeaseId, limit],
  )
}
