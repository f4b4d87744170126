import type { Queryable } from '../client/queryable.ts'
import { relayFate } from '../relays/relayState.ts'
import type { LeaseRelayRow } from './listLeaseRelays.ts'

/** A relay and how far it is. `state` is null while the worker has not taken it up. */
export interface RelayRow {
  relayId: string
  kind: LeaseRelayRow['kind'] | 'withdraw' | 'cancelAsk' | 'cancelBid' | 'raiseFloor' | 'deposit' | 'authorize' | 'revoke' | 'faucet'
  leaseId: bigint | null
  createdAt: Date
  state: string | null
  code: string | null
  txHash: string | null
  /** What `state` says stays: no transaction of the relay is in a block that can still be dropped, or can still land. */
  final: boolean
}

/** One relay, or null. Index: relays (id), transactions (relay_id), transactions (reopened_relay_id). Takes no lock. */
export async function findRelay(db: Queryable, { relayId }: { relayId: string }): Promise<RelayRow | null> {
  const rows = await db.query<RelayRow>(
    `select r.id as "relayId", r.kind, r.lease_id as "leaseId", r.created_at as "createdAt", t.state, t.code, t.hash as "txHash", coalesce(t.final, false) as final
     from relays r left join lateral ${relayFate} t on true where r.id = $1`,
    [relayId],
  )
  return rows[0] ?? null
}
