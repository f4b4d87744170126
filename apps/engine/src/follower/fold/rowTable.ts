import type { BeforeImage, FoldedTable } from '@infinitio/db'
import type { EventSite } from '../eventSite.ts'

/** Rows of one projection while a run of blocks is folded: read and changed in memory, stored at the end. */
export interface RowTable<Row> {
  /** The row, or null when there is none. Throws for a key that was not loaded: what a log names must be loaded first. */
  get(key: string): Row | null
  /** Replaces a row; what it was before is noted once a block. */
  put(row: Row, site: EventSite): void
  changed(): Row[]
}

/** What a table is made of. `keyOf` names a row, `keyColumns` is that name as columns; `images` takes what rows were before. */
export interface RowTableArgs<Row> {
  table: FoldedTable
  /** Whether a key was looked up: without a row it is then known not to exist. */
  isLoaded: (key: string) => boolean
  rows: readonly Row[]
  keyOf: (row: Row) => string
  keyColumns: (row: Row) => BeforeImage['key']
  images: BeforeImage[]
}

/** Makes a table of loaded rows. */
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
