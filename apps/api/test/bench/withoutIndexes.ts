import type { TestDb } from '@infinitio/db/test'

type Index = { name: string; definition: string; isConstraint: boolean }

/**
 * Drops the indexes of tables, runs `write`, and creates the same indexes again. This is faster than adding each row to the indexes. Use it only if nobody else
 * writes the tables.
 */
export async function withoutIndexes(owner: TestDb, tables: readonly string[], write: () => Promise<void>): Promise<void> {
  const taken: string[] = []
  for (const table of tables)
    for (const { name, definition, isConstraint } of await indexesOf(owner, table)) {
      await owner.query(isConstraint ? `alter table ${table} drop constraint ${name}` : `drop index ${name}`, [])
      taken.push(isConstraint ? `alter table ${table} add constraint ${name} ${definition}` : definition)
    }
  await write()
  for (const statement of taken) await owner.query(statement, [])
}

async function indexesOf(owner: TestDb, table: string): Promise<Index[]> {
  return await owner.query<Index>(
    `select c.relname as name, coalesce(pg_get_constraintdef(k.oid), pg_get_indexdef(i.indexrelid)) as definition, k.oid is not null as "isConstraint"
     from pg_index i join pg_class c on c.oid = i.indexrelid left join pg_constraint k on k.conindid = i.indexrelid and k.contype in ('p', 'u')
     where i.indrelid = $1::regclass`,
    [table],
  )
}
