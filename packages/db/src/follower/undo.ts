// Undoes blocks that the chain dropped. Triggers store an image of each row before a change in `projection_undo`. The follower (role infinitio_follower) reads
// and deletes these images.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

/** The position on the chain of the log that causes a change of a projection (a table that the follower builds from the chain). */
export interface ChainPosition {
  blockNumber: bigint
  logIndex: number
}

/**
 * Sets the log of the chain that causes the next changes of projections (tables that the follower builds from the chain). The triggers of the database store
 * the earlier values of the changed rows under this position, so that a reorganisation can be undone. The position is valid until the next call or the end of
 * the transaction. With null, which the undo uses, the triggers store nothing. A change of a projection throws if this function was not called in its
 * transaction.
 */
export async function setUndoPosition(tx: Queryable, position: ChainPosition | null): Promise<void> {
  const text = position === null ? 'undo' : `${position.blockNumber}/${position.logIndex}`
  await tx.query("select set_config('infinitio.position', $1, true)", [text])
}

/** The tables that an undo restores row by row, each with its key columns. */
const undoableTables: Record<string, readonly string[]> = {
  chain_nodes: ['node_id'],
  chain_providers: ['provider'],
  chain_classes: ['class_id'],
  chain_regions: ['region_id'],
  chain_accounts: ['account'],
  chain_sessions: ['account', 'key'],
  services: ['service'],
  pots: ['account', 'asset'],
  allowances: ['payer', 'key', 'asset'],
  channels: ['channel'],
  channel_days: ['channel', 'day'],
  leases: ['lease_id'],
  node_calendar: ['node_id', 'word_index'],
}

const imageRow = rowOf({ table: tables.projection_undo.table_name, rowKey: 'text', before: 'text?' })

type Image = RowOf<typeof imageRow>

const droppedImages = statement(
  imageRow,
  `select distinct on (table_name, row_key) table_name as "table", row_key::text as "rowKey", before::text as before
   from projection_undo where block_number > $1 order by table_name, row_key, id`,
)

/**
 * Undoes a reorganisation of the chain: restores every table that the follower builds from the chain (projection) to its state after block `number`. Each row
 * that was changed later gets its oldest stored image (earlier values) from a later block, because that image shows the row after block `number`. Deletes all
 * blocks, logs, statement lines and images above the block. The number of SQL statements does not depend on the number of blocks. Indexes: projection_undo
 * (block_number), chain_statement (block_number). Locks the rows it restores.
 */
export async function dropBlocksAfter(tx: Queryable, { number }: { number: bigint }): Promise<void> {
  await setUndoPosition(tx, null)
  const images = await droppedImages.rows(tx, [number])
  for (const table of new Set(images.map((image) => image.table)))
    await restoreRows(
      tx,
      table,
      images.filter((image) => image.table === table),
    )
  await tx.query('delete from projection_undo where block_number > $1', [number])
  await tx.query('delete from chain_statement where block_number > $1', [number])
  await tx.query('delete from chain_logs where block_number > $1', [number])
  await tx.query('delete from blocks where number > $1', [number])
}

async function restoreRows(tx: Queryable, table: string, images: readonly Image[]): Promise<void> {
  const columns = undoableTables[table]
  if (columns === undefined) throw new Error(`no undo for table ${table}`)
  const same = columns.map((column) => `old.${column} = row_key.${column}`).join(' and ')
  const keys = `[${images.map(({ rowKey }) => rowKey).join(',')}]`
  await tx.query(`delete from ${table} as old using jsonb_populate_recordset(null::${table}, $1::jsonb) as row_key where ${same}`, [keys])
  for (const [names, rows] of byColumns(images.flatMap(({ before }) => before ?? [])))
    await tx.query(`insert into ${table} (${names}) select ${names} from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [
      `[${rows.join(',')}]`,
    ])
}

/**
 * Groups row images that have the same columns, so that one statement restores each group. An image of an earlier release may lack a column, which then gets
 * its default.
 */
function byColumns(images: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const image of images) {
    const names = Object.keys(JSON.parse(image) as object)
      .map((name) => `"${name}"`)
      .sort()
      .join(', ')
    groups.set(names, [...(groups.get(names) ?? []), image])
  }
  return groups
}

/**
 * Deletes the stored row images of the blocks up to `upToNumber`. After that, a reorganisation of the chain that drops one of these blocks can no longer be
 * undone. Index: projection_undo (block_number).
 */
export async function pruneUndo(tx: Queryable, { upToNumber }: { upToNumber: bigint }): Promise<void> {
  await tx.query('delete from projection_undo where block_number <= $1', [upToNumber])
}
