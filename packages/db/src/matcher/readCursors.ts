import type { Queryable } from '../client/queryable.ts'
import { type Cursors, commandSources } from './commandSource.ts'

/** Where the journal stands in each command table. Index: cursors (source). Takes no lock. */
export async function readCursors(db: Queryable): Promise<Cursors> {
  const rows = await db.query<{ source: string; last_id: bigint }>('select source, last_id from cursors order by source', [])
  const found = new Map(rows.map((row) => [row.source, row.last_id]))
  return Object.fromEntries(
    commandSources.map((source) => {
      const lastId = found.get(source)
      if (lastId === undefined) throw new Error(`no cursor for ${source}`)
      return [source, lastId]
    }),
  ) as Cursors
}
