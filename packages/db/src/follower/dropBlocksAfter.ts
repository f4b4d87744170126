import type { Queryable } from '../client/queryable.ts'
import { setUndoPosition } from './setUndoPosition.ts'

/** Projections that change row by row and their keys; their triggers record before images. */
const undoableTables: Record<string, readonly string[]> = {
  chain_nodes: ['node_id'],
  chain_providers: ['provider'],
  chain_classes: ['class_id'],
  chain_regions: ['region_id'],
  chain_accounts: ['account'],
  leases: ['lease_id'],
  node_calendar: ['node_id', 'word_index'],
}

/**
 * Takes every projection back to the state after block `number`: puts before images back newest first, then deletes the
 * blocks, logs, statement lines and images above it.
 * Indexes: projection_undo (block_number), chain_statement (block_number). Locks the rows it restores.
 */
export async function dropBlocksAfter(tx: Queryable, { number }: { number: bigint }): Promise<void> {
  await setUndoPosition(tx, null)
  const images = await tx.query<{ table_name: string; row_key: string; before: string | null }>(
    'select table_name, row_key::text as row_key, before::text as before from projection_undo where block_number > $1 order by id desc',
    [number],
  )
  for (const image of images) await restoreRow(tx, image)
  await tx.query('delete from projection_undo where block_number > $1', [number])
  await tx.query('delete from chain_statement where block_number > $1', [number])
  await tx.query('delete from chain_logs where block_number > $1', [number])
  await tx.query('delete from blocks where number > $1', [number])
}

async function restoreRow(
  tx: Queryable,
  { table_name: table, row_key: key, before }: { table_name: string; row_key: string; before: string | null },
): Promise<void> {
  const columns = undoableTables[table]
  if (columns === undefined) throw new Error(`no undo for table ${table}`)
  const same = columns.map((column) => `old.${column} = row_key.${column}`).join(' and ')
  await tx.query(`delete from ${table} as old using jsonb_populate_record(null::${table}, $1::jsonb) as row_key where ${same}`, [key])
  if (before !== null) await tx.query(`insert into ${table} select * from jsonb_populate_record(null::${table}, $1::jsonb)`, [before])
}
