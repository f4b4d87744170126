// Relays (signed messages that the worker sends to the chain) that wait for a transaction. The worker (role infinitio_worker) reads `relays` and writes the
// table `worker_cursors`.
import { present, rowOf, type RowOf } from '../client/columns.ts'
import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { relayWaits } from '../relays/relayState.ts'
import { reorgDepthBlocks } from './sentTransactions.ts'

const newRelayRow = rowOf({
  id: tables.relays.id,
  seq: tables.relays.seq,
  kind: tables.relays.kind,
  leaseId: tables.relays.lease_id,
  account: tables.relays.account,
  payload: tables.relays.payload,
  /** The bid that became the lease of this relay (signed message); null for a relay without a lease, such as a transfer from the faucet. */
  orderHash: tables.relays.order_hash,
  createdAt: tables.relays.created_at,
})

/** A relay (a signed message for the chain) that has no transaction yet. `payload` is JSON. */
export type NewRelayRow = RowOf<typeof newRelayRow>

/**
 * Selects relays (signed messages for the chain) with a `seq` above `afterSeq`. `only` limits the list to these ids, and `kinds` to these kinds; `besides` has
 * kinds to leave out.
 */
export interface NewRelays {
  afterSeq: bigint
  limit: number
  only?: readonly string[] | null
  kinds?: readonly string[] | null
  besides?: readonly string[] | null
}

const waitingRelays = statement(
  newRelayRow,
  `select id, seq, kind, lease_id as "leaseId", account, payload, order_hash as "orderHash", created_at as "createdAt" from relays
   where seq > $1 and ($3::uuid[] is null or id = any($3)) and ($4::text[] is null or kind = any($4)) and ($5::text[] is null or not kind = any($5))
     and ${relayWaits} order by seq limit $2`,
)

/**
 * Lists the relays (signed messages for the chain) that wait for a transaction, oldest first, without auto-extend orders (`listDueExtensions`). Indexes: relays
 * (seq), transactions (relay_id), transactions (reopened_relay_id). Takes no lock.
 */
export async function listNewRelays(
  db: Queryable,
  { afterSeq, limit, only = null, kinds = null, besides = null }: NewRelays,
): Promise<NewRelayRow[]> {
  return waitingRelays.rows(db, [afterSeq, limit, only, kinds, besides])
}

const relayCursor = statement(rowOf({ last_id: tables.worker_cursors.last_id }), "select last_id from worker_cursors where source = 'relays'")

/** Returns the worker's cursor: the `seq` up to which every relay (signed message) has its transaction. Index: worker_cursors (source). Takes no lock. */
export async function readWorkerCursor(db: Queryable): Promise<bigint> {
  const { last_id: lastId } = await relayCursor.only(db, [])
  return lastId
}

/**
 * Moves the worker's cursor: the `seq` up to which every relay (signed message for the chain) has its transaction. Call it inside a transaction. The new cursor
 * is `lastSeq`, or lies just before the first relay that still waits for a transaction (`reopenRelay` may have reopened it since the sender read the list). The
 * cursor does not move if it is no longer `from`, because `reopenRelay` has then set it back and a relay would be skipped. Locks the cursor's row first, so
 * that the changes of a concurrent `reopenRelay` are visible. Indexes: worker_cursors (source), relays (seq), transactions (relay_id).
 */
export async function saveWorkerCursor(tx: Queryable, { from, lastSeq }: { from: bigint; lastSeq: bigint }): Promise<void> {
  await tx.query("select last_id from worker_cursors where source = 'relays' for update", [])
  await tx.query(
    `update worker_cursors set last_id = least($2::bigint, (
       select min(seq) - 1 from relays
       where seq > $1 and seq <= $2 and ${relayWaits}))
     where source = 'relays' and last_id = $1`,
    [from, lastSeq],
  )
}

/**
 * Reopens a relay (a signed message for the chain) after its transaction failed, so that the worker sends the message again. The failed transaction no longer
 * decides the relay's result, unless it is mined later (`relayFate`). The worker's cursor moves back before the relay. Call it inside a transaction. Indexes:
 * transactions (id), relays (id), worker_cursors (source). Locks the rows that it changes.
 */
export async function reopenRelay(tx: Queryable, { transactionId, relayId }: { transactionId: bigint; relayId: string }): Promise<void> {
  await tx.query('update transactions set relay_id = null, reopened_relay_id = $2, updated_at = now() where id = $1', [transactionId, relayId])
  await tx.query(`update worker_cursors set last_id = least(last_id, (select seq - 1 from relays where id = $1)) where source = 'relays'`, [relayId])
  await notify(tx, ['transactions'])
}

const reopenedRelayRow = rowOf({ relayId: present(tables.transactions.reopened_relay_id), orderHash: tables.transactions.order_hash })

/** A relay (a signed message for the chain) that will be sent again, with the bid of its lease. */
export type ReopenedRelay = RowOf<typeof reopenedRelayRow>

const isRefusalDropped = `relay_id is not null and nonce is null and state = 'failed'
  and mined_block > (select coalesce(max(final_number), 0) from follower_checkpoint) - $1
  and not exists (select from blocks where blocks.number = refused.mined_block and blocks.hash = refused.mined_block_hash)`

const anyDroppedRefusal = statement(
  rowOf({ isThere: 'bool' }),
  `select exists (select from transactions as refused where ${isRefusalDropped}) as "isThere"`,
)

/**
 * Returns true if `reopenRefusedRelays` would reopen a relay (send a signed message again). Indexes: transactions (mined_block), blocks (number). Takes no
 * lock.
 */
export async function hasDroppedRefusals(db: Queryable): Promise<boolean> {
  const { isThere } = await anyDroppedRefusal.only(db, [reorgDepthBlocks])
  return isThere
}

const reopenedRelays = statement(
  reopenedRelayRow,
  `update transactions as refused set relay_id = null, reopened_relay_id = relay_id, updated_at = now()
   where ${isRefusalDropped}
   returning reopened_relay_id as "relayId", order_hash as "orderHash"`,
)

/**
 * Lets the worker send relays (signed messages) again that were refused at a block which the chain, and so the follower, has dropped since. The reason for the
 * refusal may have disappeared with that block. Call it inside a transaction. Indexes: transactions (mined_block), blocks (number), relays (id). Locks the rows
 * that it changes.
 */
export async function reopenRefusedRelays(tx: Queryable): Promise<ReopenedRelay[]> {
  const rows = await reopenedRelays.rows(tx, [reorgDepthBlocks])
  if (rows.length === 0) return []
  await tx.query(
    `update worker_cursors set last_id = least(last_id, (select min(seq) - 1 from relays where id = any($1::uuid[]))) where source = 'relays'`,
    [rows.map(({ relayId }) => relayId)],
  )
  await notify(tx, ['transactions'])
  return rows
}
