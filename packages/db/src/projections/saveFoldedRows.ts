import type { Queryable } from '../client/queryable.ts'
import { setUndoPosition } from '../follower/setUndoPosition.ts'
import type { FoldedRows, FoldedTable } from './foldedRows.ts'
import { columnOf, rowText } from './rowText.ts'

/** Keys of the folded tables. */
const keys: Record<FoldedTable, readonly string[]> = {
  leases: ['lease_id'],
  chain_accounts: ['account'],
  node_calendar: ['node_id', 'word_index'],
}

/**
 * Stores what a run of blocks changed, in five statements however many logs there were. The triggers record nothing: the images come
 * with the rows. Indexes: the primary keys. Locks the rows.
 */
export async function saveFoldedRows(tx: Queryable, { leases, accounts, words, lines, images }: FoldedRows): Promise<void> {
  await setUndoPosition(tx, null)
  await upsert(tx, 'leases', leases)
  await upsert(tx, 'chain_accounts', accounts)
  await upsert(tx, 'node_calendar', words)
  if (lines.length > 0) await insertRows(tx, { into: 'chain_statement', rows: lines, onConflict: '' })
  if (images.length === 0) return
  await tx.query(
    `insert into projection_undo (block_number, log_index, table_name, row_key, before)
     select number, log_index, name, key, before
     from unnest($1::bigint[], $2::integer[], $3::text[], $4::jsonb[], $5::jsonb[]) with ordinality as new (number, log_index, name, key, before, place)
     order by place`,
    [
      images.map((image) => image.blockNumber),
      images.map((image) => image.logIndex),
      images.map((image) => image.table),
      images.map((image) => rowText(image.key)),
      images.map((image) => (image.before === null ? null : rowText(image.before))),
    ],
  )
}

function upsert(tx: Queryable, table: FoldedTable, rows: readonly object[]): Promise<void> {
  const [first] = rows
  if (first === undefined) return Promise.resolve()
  const changed = Object.keys(first)
    .map(columnOf)
    .filter((column) => !keys[table].includes(column))
  const assignments = changed.map((column) => `${column} = excluded.${column}`).join(', ')
  return insertRows(tx, { into: table, rows, onConflict: `on conflict (${keys[table].join(', ')}) do update set ${assignments}` })
}

/** The columns are named, so that a column which a later release added keeps its default. */
async function insertRows(tx: Queryable, { into, rows, onConflict }: { into: string; rows: readonly object[]; onConflict: string }): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
    .map(columnOf)
    .join(', ')
  const text = `[${rows.map(rowText).join(',')}]`
  await tx.query(`insert into ${into} (${columns}) select ${columns} from jsonb_populate_recordset(null::${into}, $1::jsonb) ${onConflict}`, [text])
}
