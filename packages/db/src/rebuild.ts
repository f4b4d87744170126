// Empties tables before they are rebuilt. The matcher rebuilds the tables of the order book, and the follower rebuilds the tables that it copies from the
// chain.
import { rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { setUndoPosition } from './follower/undo.ts'
import { tables } from './generated/tables.ts'

/** SQL that lists the projections: the tables that the follower builds from the chain. Each of them has a trigger that stores the old row at each change. */
export const undoableTables = `(
  select c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid where p.proname = 'record_projection_undo')`

/**
 * The tables that are rebuilt from the journal, except matcher_status, which the matcher overwrites anyway. Snapshots are included, so that the next start
 * replays the whole journal.
 */
const bookRows = [
  ...['book_orders', 'book_reservations', 'holds', 'settlements', 'book_nodes', 'book_accounts'],
  ...['book_snapshots', 'book_snapshot_parts'],
]

/**
 * Empties the tables of the order book inside a transaction; readers see the old rows until it commits. Locks the row of the fence (the number that a matcher
 * needs to write the journal), so that the next journal transaction of a matcher waits until this transaction ends.
 */
export async function clearBookRows(tx: Queryable): Promise<void> {
  await tx.query('select value from fence where id = 1 for update', [])
  for (const table of bookRows) await tx.query(`delete from ${table}`, [])
}

const undoableNames = statement(rowOf({ name: 'name' }), `select distinct name from unnest(array${undoableTables}) as name`)

/**
 * Empties the projections (the tables that the follower builds from the chain) inside a transaction; readers see the old rows until it commits. Locks blocks
 * (share row exclusive), so that the follower, which writes blocks in every step, waits.
 */
export async function clearChainRows(tx: Queryable): Promise<void> {
  await tx.query('lock table blocks in share row exclusive mode', [])
  await setUndoPosition(tx, null)
  const tables = await undoableNames.rows(tx, [])
  for (const { name } of tables) await tx.query(`delete from "${name}"`, [])
  await tx.query('delete from chain_statement', [])
  await tx.query('delete from projection_undo', [])
}

const storedLogRow = rowOf({
  blockNumber: tables.chain_logs.block_number,
  logIndex: tables.chain_logs.log_index,
  txHash: tables.chain_logs.tx_hash,
  args: tables.chain_logs.args,
  timestamp: tables.blocks.timestamp,
})

/** A stored log of the chain with the time of its block. `args` has the arguments of its event as canonical JSON. */
export type StoredLog = RowOf<typeof storedLogRow>

const storedLogs = statement(
  storedLogRow,
  `select l.block_number as "blockNumber", l.log_index as "logIndex", l.tx_hash as "txHash", l.args, b.timestamp
   from chain_logs l join blocks b on b.number = l.block_number
   where (l.block_number, l.log_index) > ($1::bigint, $2::integer) order by l.block_number, l.log_index limit $3`,
)

/**
 * Lists up to `limit` stored logs after a position in the chain, in the order of the chain. Indexes: chain_logs (block_number, log_index), blocks (number).
 * Takes no lock.
 */
export async function listStoredLogs(
  db: Queryable,
  { after, limit }: { after: { blockNumber: bigint; logIndex: number }; limit: number },
): Promise<StoredLog[]> {
  return storedLogs.rows(db, [after.blockNumber, after.logIndex, limit])
}
