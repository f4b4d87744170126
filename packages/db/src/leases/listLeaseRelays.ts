import type { Queryable } from '../client/queryable.ts'
import { relayFate } from '../relays/relayState.ts'

/** A relay of a lease and how far its transaction is. `state` is null while the worker has not taken it up. */
export interface LeaseRelayRow {
  relayId: string
  leaseId: bigint
  kind: 'ready' | 'end' | 'cancelLease' | 'extend' | 'autoExtend' | 'endByProvider' | 'noShow' | 'transferLease'
  createdAt: Date
  state: string | null
  code: string | null
  txHash: string | null
  minedBlock: bigint | null
}

/** Relays of some leases, oldest first. Index: relays (lease_id, kind), transactions (relay_id), transactions (reopened_relay_id). Takes no lock. */
export async function listLeaseRelays(db: Queryable, { leaseIds }: { leaseIds: readonly bigint[] }): Promise<LeaseRelayRow[]> {
  return db.query<LeaseRelayRow>(
    `select r.id as "relayId", r.lease_id as "leaseId", r.kind, r.created_at as "createdAt", t.state, t.code,
       t.hash as "txHash", t.mined_block as "minedBlock"
     from relays r left join lateral ${relayFate} t on true where r.lease_id = any($1::bigint[]) order by r.seq`,
    [leaseIds],
  )
}
