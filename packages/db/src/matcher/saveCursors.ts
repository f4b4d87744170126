import type { Queryable } from '../client/queryable.ts'
import { type Cursors, commandSources } from './commandSource.ts'

/** Stores the cursors; part of the journal transaction. Index: cursors (source). Locks its rows. */
export async function saveCursors(tx: Queryable, cursors: Cursors): Promise<void> {
  await tx.query(
    'update cursors set last_id = new.last_id from unnest($1::text[], $2::bigint[]) as new (source, last_id) where cursors.source = new.source',
    [commandSources, commandSources.map((source) => cursors[source])],
    { prepared: true },
  )
}
