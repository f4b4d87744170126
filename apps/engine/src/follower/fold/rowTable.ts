import type { BeforeImage, FoldedTable } from '@infinitio/db'
import type { EventSite } from '../eventSite.ts'

/** The rows of one table while the follower applies the events of some successive blocks to it. Rows are read and changed in memory, and stored at the end. */
export interface RowTable<Row> {
  /** Returns the row, or null if it does not exist. Throws if the key was not loaded. */
  get(key: string): Row | null
  /** Replaces a row. For each block, the row's value from before the block is stored once, so that the block can be undone. */
  put(row: Row, site: EventSite): void
  changed(): Row[]
}

/**
 * The arguments of a row table. `keyOf` returns a row's key as text, and `keyColumns` returns the same key as columns. The value that a row had before a block
 * changed it is added to `images`.
 */
export interface RowTableArgs<Row> {
  table: FoldedTable
  /** Returns true if the key was looked up in the database. If such a key has no row in `rows`, the database has no row for it. */
  isLoaded: (key: string) => boolean
  rows: readonly Row[]
  keyOf: (row: Row) => string
  keyColumns: (row: Row) => BeforeImage['key']
  images: BeforeImage[]
}

/** Creates an in-memory table from rows that were read from the database. */
export function createRowTable<Row extends NonNullable<BeforeImage['before']>>(args: RowTableArgs<Row>): RowTable<Row> {
  const { table, isLoaded, rows, keyOf, keyColumns, images } = args
  const current = new Map<string, Row>(rows.map((row) => [keyOf(row), row]))
  const imageBlock = new Map<string, bigint>()
  return {
    get(key) {
      const row = current.get(key)
      if (row === undefined && !isLoaded(key)) throw new Error(`row ${key} of ${table} was not loaded`)
      return row ?? null
    },
    put(row, { blockNumber, logIndex }) {
      const key = keyOf(row)
      if (imageBlock.get(key) !== blockNumber) {
        images.push({ blockNumber, logIndex, table, key: keyColumns(row), before: current.get(key) ?? null })
        imageBlock.set(key, blockNumber)
      }
      current.set(key, row)
    },
    changed: () => [...imageBlock.keys()].flatMap((key) => current.get(key) ?? []),
  }
}
