import type { Queryable } from '../client/queryable.ts'
import type { LeaseRelayRow } from './listLeaseRelays.ts'

/** A relay with its transaction. `state` is null while the worker has not taken it up. */
export interface RelayRow {
  relayId: string
  kind: LeaseRelayRow['kind'] | 'withdraw' | 'cancelAsk' | 'cancelBid' | 'raiseFloor' | 'faucet'
  leaseId: bigint | null
  createdAt: Date
  state: string | null
  code: string | null
  txHash: string | null
  final: boolean
}

/** One relay, or null. Index: relays (id), transactions (relay_id). Takes no lock. */
export async function findRelay(db: Queryable, { relayId }: { relayId: string }): Promise<RelayRow | null> {
  const rows = await db.query<RelayRow>(
    `select r.id as "relayId", r.kind, r.lease_id as "leaseId", r.created_at as "createdAt", t.state, t.code, t.hashes[cardinality(t.hashes)] as "txHash",
       coalesce(t.mined_block <= (select final_number from follower_checkpoint where id = 1), false) as final
     from relays r left join transactions t on t.relay_id = r.id where r.id = $1`,
    [relayId],
  )
  return rows[0] ?? null
}
