import type { Queryable } from '../client/queryable.ts'
import { relayWaits } from '../relays/relayWaits.ts'

/** A relay that has no transaction yet. `payload` is JSON. */
export interface NewRelayRow {
  id: string
  seq: bigint
  kind: string
  leaseId: bigint | null
  account: string
  payload: string
  /** The bid of its lease; null for a faucet. */
  orderHash: string | null
  createdAt: Date
}

/** Which relays to look at: after a place in their order, and (when given) only those with these ids, of these kinds, or of no such kind. */
export interface NewRelays {
  afterSeq: bigint
  limit: number
  only?: readonly string[] | null
  kinds?: readonly string[] | null
  besides?: readonly string[] | null
}

/** Relays that wait for a transaction, oldest first; standing orders are sent when they are due (`listDueExtensions`). Indexes: relays (seq), transactions (relay_id), transactions (reopened_relay_id). Takes no lock. */
export async function listNewRelays(
  db: Queryable,
  { afterSeq, limit, only = null, kinds = null, besides = null }: NewRelays,
): Promise<NewRelayRow[]> {
  return db.query<NewRelayRow>(
    `select id, seq, kind, lease_id as "leaseId", account, payload, order_hash as "orderHash", created_at as "createdAt" from relays
     where seq > $1 and ($3::uuid[] is null or id = any($3)) and ($4::text[] is null or kind = any($4)) and ($5::text[] is null or not kind = any($5))
       and ${relayWaits} order by seq limit $2`,
    [afterSeq, limit, only, kinds, besides],
  )
}
