import { type TestDb, openTestDb } from './openTestDb.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldedTables, listBackupTables, ownTables, secretTables } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'

describe('a backup', () => {
  let database: TestDatabase
  let owner: TestDb
  beforeAll(async () => {
    database = await createTestDatabase()
    owner = openTestDb({ url: database.ownerUrl, max: 1, onError: () => {} })
  })
  afterAll(async () => {
    await owner.close()
    await database.drop()
  })

  it('contains every table except rebuilt ones, proofs of identity, and the database’s own', async () => {
    const tables = await owner.query<{ name: string }>(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition",
      [],
    )
    const kept = (await listBackupTables(owner)).map(({ name }) => name)
    const undoable = await owner.query<{ name: string }>(
      "select distinct event_object_table::text as name from information_schema.triggers where action_statement like '%record_projection_undo%'",
      [],
    )
    const left = [...foldedTables, ...secretTables, ...ownTables, ...undoable.map(({ name }) => name)]
    expect([...kept, ...left].sort()).toEqual(tables.map(({ name }) => name).sort())
  })

  it('fails if a listed table no longer exists', async () => {
    for (const name of [...foldedTables, ...secretTables, ...ownTables]) {
      const [found] = await owner.query<{ oid: string | null }>('select to_regclass($1)::text as oid', [name])
      expect([name, found?.oid]).toEqual([name, expect.any(String)])
    }
  })
})
