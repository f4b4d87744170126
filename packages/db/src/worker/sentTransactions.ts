// Transactions of the market's keys. The worker (role infinitio_worker) writes the table `transactions`.
import { oneOf, rowOf, type RowOf } from '../client/columns.ts'
import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

/**
 * The states of a transaction:
 * - stored: signed, maybe never sent
 * - broadcast: sent
 * - mined: in a block and successful
 * - failed: in a block and reverted, or refused before it was signed (no nonce)
 * - dropped: another transaction used its nonce
 */
const transactionStates = ['stored', 'broadcast', 'mined', 'failed', 'dropped'] as const

/** One of the states of a transaction. */
export type TransactionState = (typeof transactionStates)[number]

/** The purpose of a transaction: to settle a match, to carry a signed message (relay), or the upkeep of leases, such as to close one (sweep). */
export const transactionPurposes = ['settle', 'relay', 'sweep'] as const

/** One of the purposes of a transaction. */
export type TransactionPurpose = (typeof transactionPurposes)[number]

const transactionRow = rowOf({
  id: tables.transactions.id,
  purpose: oneOf(tables.transactions.purpose, transactionPurposes),
  action: tables.transactions.action,
  /** The match that the transaction settles. If the transaction settles a group of matches, this is the first match of the group. */
  matchId: tables.transactions.match_id,
  relayId: tables.transactions.relay_id,
  /**
   * The relay (signed message) for which this transaction was sent. It is set only if that relay was sent again in another transaction afterwards
   * (`reopenRelay`).
   */
  reopenedRelayId: tables.transactions.reopened_relay_id,
  leaseId: tables.transactions.lease_id,
  sender: tables.transactions.sender,
  nonce: tables.transactions.nonce,
  raw: tables.transactions.raw,
  hashes: tables.transactions.hashes,
  state: oneOf(tables.transactions.state, transactionStates),
  code: tables.transactions.code,
  createdAt: tables.transactions.created_at,
  minedBlock: tables.transactions.mined_block,
  minedBlockHash: tables.transactions.mined_block_hash,
  /** The bid from which the transaction's match or lease comes; null for a transaction without a match or lease, such as the faucet's. */
  orderHash: tables.transactions.order_hash,
})

/** A transaction of one of the market's keys. `raw` and `hashes` contain every signed version of the same nonce, newest last. */
export type TransactionRow = RowOf<typeof transactionRow>

/** The columns of transactions with the names of TransactionRow, for a `select`. */
export const transactionColumns = `id, purpose, action, match_id as "matchId", relay_id as "relayId", reopened_relay_id as "reopenedRelayId", lease_id as "leaseId", sender, nonce, raw, hashes,
  state, code, created_at as "createdAt", mined_block as "minedBlock", mined_block_hash as "minedBlockHash", order_hash as "orderHash"`

/**
 * The worker checks transactions again until their block is this far below the final block, because until then the follower (the process that copies the chain)
 * may still drop the block.
 */
export const reorgDepthBlocks = 2_000n

/** A signed transaction before it is sent. If it has no nonce, it was refused before it was signed, and has the block at which it was refused. */
export type NewTransaction = Pick<
  TransactionRow,
  'purpose' | 'action' | 'matchId' | 'relayId' | 'leaseId' | 'sender' | 'nonce' | 'raw' | 'hashes' | 'state' | 'code'
> &
  Partial<Pick<TransactionRow, 'minedBlock' | 'minedBlockHash'>>

const insertedTransaction = statement(
  rowOf({ id: tables.transactions.id }),
  `insert into transactions (purpose, action, match_id, relay_id, lease_id, sender, nonce, raw, hashes, state, code, mined_block, mined_block_hash, order_hash)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
     coalesce((select bid_hash from settlements where match_id = $3), (select bid_hash from leases where lease_id = $5))) returning id`,
)

/**
 * Stores a transaction with the order of its match or lease, wakes its readers, and returns its id. Throws if the sender's nonce or the relay (signed message)
 * already has a transaction. Indexes: transactions (sender, nonce), transactions (relay_id), settlements (match_id), leases (lease_id).
 */
export async function insertTransaction(tx: Queryable, row: NewTransaction): Promise<bigint> {
  const { id } = await insertedTransaction.only(tx, [
    ...[row.purpose, row.action, row.matchId, row.relayId, row.leaseId, row.sender, row.nonce, row.raw, row.hashes, row.state, row.code],
    ...[row.minedBlock ?? null, row.minedBlockHash ?? null],
  ])
  await notify(tx, ['transactions'])
  return id
}

/** Stores a new signed version of a transaction, with the same nonce and a higher fee, before it is sent. Index: transactions (id). Locks its row. */
export async function appendTransactionRaw(db: Queryable, { id, raw, hash }: { id: bigint; raw: string; hash: string }): Promise<void> {
  const rows = await db.query(
    `update transactions set raw = raw || $2::text, hashes = hashes || $3::text, state = 'stored', code = null, mined_block = null,
       mined_block_hash = null, lost_at = case when mined_block_hash is not null then now() else lost_at end, updated_at = now()
     where id = $1 returning id`,
    [id, raw, hash],
  )
  if (rows.length !== 1) throw new Error(`transaction ${id} is not in transactions`)
}

/** The new state of a transaction. The block is null while the transaction waits for one. */
export interface TransactionChange {
  id: bigint
  state: TransactionState
  code: string | null
  minedBlock: bigint | null
  minedBlockHash: string | null
}

/**
 * Stores the new state of a transaction and wakes its readers. If the transaction was in a block and waits again, it is marked as lost from its block. Throws
 * if the transaction is unknown. Index: transactions (id). Locks its row.
 */
export async function updateTransaction(db: Queryable, { id, state, code, minedBlock, minedBlockHash }: TransactionChange): Promise<void> {
  const rows = await db.query(
    `update transactions set state = $2, code = $3, mined_block = $4, mined_block_hash = $5, updated_at = now(),
       lost_at = case when $2 not in ('stored', 'broadcast') then null when mined_block_hash is not null then now() else lost_at end
     where id = $1 returning id`,
    [id, state, code, minedBlock, minedBlockHash],
  )
  if (rows.length !== 1) throw new Error(`transaction ${id} is not in transactions`)
  await notify(db, ['transactions'])
}

const transactionByNonce = statement(transactionRow, `select ${transactionColumns} from transactions where sender = $1 and nonce = $2`)

/** Returns the transaction that was signed for a nonce of a sender, or null. Index: transactions (sender, nonce). Takes no lock. */
export async function findTransactionByNonce(db: Queryable, { sender, nonce }: { sender: string; nonce: bigint }): Promise<TransactionRow | null> {
  return transactionByNonce.first(db, [sender, nonce])
}

const nextNonce = statement(rowOf({ next: 'int8?' }), 'select max(nonce) + 1 as next from transactions where sender = $1')

/** Returns one above the highest stored nonce of `sender`; returns null if none is stored. Index: transactions (sender, nonce). Takes no lock. */
export async function readNextNonce(db: Queryable, { sender }: { sender: string }): Promise<bigint | null> {
  const row = await nextNonce.first(db, [sender])
  return row?.next ?? null
}

const openTransactions = statement(
  transactionRow,
  `select ${transactionColumns} from transactions as sent
   where sender = $1 and nonce is not null and (
     state in ('stored', 'broadcast')
     or (mined_block > (select coalesce(max(final_number), 0) from follower_checkpoint) - $2
       and not exists (select from blocks where blocks.number = sent.mined_block and blocks.hash = sent.mined_block_hash and blocks.final))
     or (state = 'dropped' and exists (select from chain_logs where chain_logs.tx_hash = any(sent.hashes))))
   order by nonce`,
)

/**
 * Lists the transactions of `sender` that may still change their state, by nonce. There are three kinds: transactions that wait for a block, transactions in a
 * block that is not final for the follower (the process that copies the chain), and transactions that were marked as dropped by mistake. The last kind occurs
 * if a chain node was behind: the follower then has logs of the transaction. Indexes: transactions (state, id), transactions (mined_block), blocks (number),
 * chain_logs (tx_hash). Takes no lock.
 */
export async function listOpenTransactions(db: Queryable, { sender }: { sender: string }): Promise<TransactionRow[]> {
  return openTransactions.rows(db, [sender, reorgDepthBlocks])
}

const lostTransactions = statement(
  rowOf({ count: 'int4' }),
  `select count(*)::integer as count from transactions as sent
   where sender <> $1 and ((state in ('stored', 'broadcast') and lost_at is not null)
     or (state in ('mined', 'failed') and nonce is not null and mined_block > (select coalesce(max(final_number), 0) from follower_checkpoint)
       and not exists (select from blocks where blocks.number = sent.mined_block and blocks.hash = sent.mined_block_hash)))`,
)

/**
 * Counts the transactions of all senders except `besides` that were once in a block, but are in no block that the follower (the process that copies the chain)
 * has now. If there are any, the chain node may be behind. Indexes: transactions (state, id), transactions (mined_block), blocks (number). Takes no lock.
 */
export async function countLostTransactions(db: Queryable, { besides }: { besides: string }): Promise<number> {
  const { count } = await lostTransactions.only(db, [besides])
  return count
}

/**
 * Returns true if a transaction with this action waits for a block, whichever of the market's keys sent it. With `untilRead`, a transaction in a block that the
 * follower (the process that copies the chain) has not read yet counts, too. Indexes: transactions (state, id), transactions (mined_block). Takes no lock.
 */
export async function hasOpenTransaction(db: Queryable, { action, untilRead }: { action: string; untilRead: boolean }): Promise<boolean> {
  const rows = await db.query(
    `select from transactions where state in ('stored', 'broadcast') and action = $1
     union all select from transactions where mined_block > (select coalesce(max(head_number), 0) from follower_checkpoint) and action = $1 and $2 limit 1`,
    [action, untilRead],
  )
  return rows.length > 0
}
