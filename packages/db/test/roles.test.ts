import { type TestDb, openTestDb } from './openTestDb.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tablesByRole } from '../scripts/tablesByRole.ts'
import { readSchema } from '../scripts/tablesText.ts'
import { roles } from '../src/migrations/index.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'

const byRole = tablesByRole(readSchema())
/** For each table, the only database role that may write it, besides the owner, who runs migrations. The files of prisma/schema list them. */
const writers: Readonly<Record<string, string>> = {
  _prisma_migrations: 'infinitio_owner',
  ...Object.fromEntries([...byRole].flatMap(([role, tables]) => tables.map((table) => [table, role]))),
}

describe('one writer for each table', () => {
  let database: TestDatabase
  let owner: TestDb
  beforeAll(async () => {
    database = await createTestDatabase()
    owner = open(database.ownerUrl)
  })
  afterAll(async () => {
    await owner.close()
    await database.drop()
  })

  it('has a file of prisma/schema for each role that writes, and for no other', () => {
    expect(roles).toEqual(expect.arrayContaining([...byRole.keys()]))
  })

  it('lists a writer for every table', async () => {
    const tables = await owner.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public' order by 1", [])
    expect(tables.map((table) => table.name)).toEqual(Object.keys(writers).sort())
  })

  it.each(roles.filter((role) => role !== 'infinitio_owner'))('%s may change nothing in a table of another writer', async (role) => {
    const granted = await owner.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
         and has_table_privilege($1, oid, 'insert, update, delete, truncate') order by 1`,
      [role],
    )
    for (const { name } of granted) expect([name, writers[name]]).toEqual([name, role])
  })

  it.each(roles.filter((role) => role !== 'infinitio_owner'))(
    '%s is refused when it tries to write to each table of another writer',
    async (role) => {
      const db = open(database.urls[role])
      try {
        const others = Object.keys(writers).filter((table) => writers[table] !== role)
        for (const table of others) await expect(db.query(`delete from ${table}`, [])).rejects.toThrow(/permission denied/)
      } finally {
        await db.close()
      }
    },
  )

  it('lets the API delete a workload, but never change it', async () => {
    const [row] = await owner.query<{ deletes: boolean; changes: boolean }>(
      `select has_table_privilege('infinitio_api', 'workloads', 'delete') as deletes, has_table_privilege('infinitio_api', 'workloads', 'update, truncate') as changes`,
      [],
    )
    expect(row).toEqual({ deletes: true, changes: false })
  })

  it('lets the matcher write and delete a snapshot, but never change it', async () => {
    const [row] = await owner.query<{ writes: boolean; changes: boolean }>(
      `select has_table_privilege('infinitio_matcher', 'book_snapshots', 'insert') and has_table_privilege('infinitio_matcher', 'book_snapshots', 'delete') as writes,
         has_table_privilege('infinitio_matcher', 'book_snapshots', 'update') or has_table_privilege('infinitio_matcher', 'book_snapshot_parts', 'update') as changes`,
      [],
    )
    expect(row).toEqual({ writes: true, changes: false })
  })

  it('lets no role rewrite the journal, accepted commands or the migrations', async () => {
    const appendOnly = [
      'journal',
      'api_commands',
      'chain_commands',
      'worker_commands',
      'relays',
      'admin_commands',
      'admin_audit',
      'settlement_retries',
      'journal_generations',
    ]
    for (const role of roles.filter((name) => name !== 'infinitio_owner')) {
      for (const table of appendOnly) {
        const [row] = await owner.query<{ may: boolean }>("select has_table_privilege($1, $2, 'update, delete, truncate') as may", [role, table])
        expect([role, table, row?.may]).toEqual([role, table, false])
      }
    }
  })
})

function open(url: string): TestDb {
  return openTestDb({
    url,
    max: 1,
    onError: (error) => {
      throw error
    },
  })
}
