import type { BeforeImage, FoldedTable } from '@infinitio/db'
import type { EventSite } from '../eventSite.ts'

/** The rows of one projection while a run of blocks is folded: read and changed in memory, stored at the end. */
export interface RowTable<Row> {
  /** Returns the row, or null if it does not exist. Throws for a key that was not loaded. */
  get(key: string): Row | null
  /** Replaces a row. Its before image is stored once per block. */
  put(row: Row, site: EventSite): void
  changed(): Row[]
}

/** The parts of a table. `keyOf` returns a row's key, `keyColumns` the same key as columns. `images` collects before images. */
export interface RowTableArgs<Row> {
  table: FoldedTable
  /** True if the key was looked up. A key that was looked up but has no row does not exist. */
  isLoaded: (key: string) => boolean
  rows: readonly Row[]
  keyOf: (row: Row) => string
  keyColumns: (row: Row) => BeforeImage['key']
  images: BeforeImage[]
}

/** Creates a table from loaded rows. */
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
