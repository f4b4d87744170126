import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'
import { relayWaits } from '../relays/relayState.ts'
import { reorgDepthBlocks } from './sentTransactions.ts'

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

/** Every relay up to this seq has its transaction. Index: worker_cursors (source). Takes no lock. */
export async function readWorkerCursor(db: Queryable): Promise<bigint> {
  const rows = await db.query<{ last_id: bigint }>("select last_id from worker_cursors where source = 'relays'", [])
  const row = rows[0]
  if (row === undefined) throw new Error('the cursor over relays is missing')
  return row.last_id
}

/**
 * Stores up to which seq every relay has its transaction; call it inside a transaction. At most `lastSeq`, never past a relay without a
 * transaction (it may have been opened again, `reopenRelay`, since its sender looked), and not at all when the cursor was set back below
 * `from` meanwhile: a relay that is passed over would never be sent. Locks the cursor's row first, so that what a reopening that ran
 * meanwhile did is seen. Indexes: worker_cursors (source), relays (seq), transactions (relay_id).
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
 * Lets a relay be sent again: its failed transaction is its fate no longer, unless it lands after all (`relayFate`), and the cursor goes
 * back to before it. Call it inside a transaction. Indexes: transactions (id), relays (id), worker_cursors (source). Locks the rows it changes.
 */
export async function reopenRelay(tx: Queryable, { transactionId, relayId }: { transactionId: bigint; relayId: string }): Promise<void> {
  await tx.query('update transactions set relay_id = null, reopened_relay_id = $2, updated_at = now() where id = $1', [transactionId, relayId])
  await tx.query(`update worker_cursors set last_id = least(last_id, (select seq - 1 from relays where id = $1)) where source = 'relays'`, [relayId])
  await notify(tx, ['transactions'])
}

/** A relay that is judged anew, and the bid of its lease. */
export interface ReopenedRelay {
  relayId: string
  orderHash: string | null
}

/**
 * Lets relays be judged anew that were refused by a block the follower has dropped since: what refused them may be gone with it. Call it inside
 * a transaction. Indexes: transactions (mined_block), blocks (number), relays (id). Locks the rows it changes.
 */
export async function reopenRefusedRelays(tx: Queryable): Promise<ReopenedRelay[]> {
  const rows = await tx.query<ReopenedRelay>(
    `update transactions as refused set relay_id = null, reopened_relay_id = relay_id, updated_at = now()
     where relay_id is not null and nonce is null and state = 'failed'
       and mined_block > (select coalesce(max(final_number), 0) from follower_checkpoint) - $1
       and not exists (select from blocks where blocks.number = refused.mined_block and blocks.hash = refused.mined_block_hash)
     returning reopened_relay_id as "relayId", order_hash as "orderHash"`,
    [reorgDepthBlocks],
  )
  if (rows.length === 0) return []
  await tx.query(
    `update worker_cursors set last_id = least(last_id, (select min(seq) - 1 from relays where id = any($1::uuid[]))) where source = 'relays'`,
    [rows.map(({ relayId }) => relayId)],
  )
  await notify(tx, ['transactions'])
  return rows
}
