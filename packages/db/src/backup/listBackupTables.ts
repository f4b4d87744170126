import type { Queryable } from '../client/queryable.ts'
import { undoableTables } from '../rebuild.ts'
import { foldedTables, ownTables, secretTables } from './tableKinds.ts'

/** A table to keep: its columns in order, and its identity column when it has one. */
export interface BackupTable {
  name: string
  columns: string[]
  identity: string | null
}

/**
 * Every table of the schema that is neither folded nor secret, so that a new one is kept unless somebody said otherwise. Partitions are read
 * through their parent. Takes no lock.
 */
export async function listBackupTables(db: Queryable): Promise<BackupTable[]> {
  return db.query<BackupTable>(
    `select c.relname as name,
       array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns,
       (select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attidentity <> '') as identity
     from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> all ($1::text[]) and c.relname not in ${undoableTables}
     order by c.relname`,
    [[...foldedTables, ...secretTables, ...ownTables]],
  )
}
