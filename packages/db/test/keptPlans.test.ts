import { type TestDb, openTestDb } from './openTestDb.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { preparedName } from '../src/client/openDb.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'

let database: TestDatabase
const dbs: TestDb[] = []
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => {
  await Promise.all(dbs.map((db) => db.close()))
  await database.drop()
})

const text = 'select payload from api_commands where id > $1 order by payload'

describe('a connection that caches its plans', () => {
  it('makes one index plan for any values, also while its table is empty', async () => {
    const db = open({ keepsPlans: true })
    for (const id of [1n, 2n]) await db.query(text, [id])
    const [kept] = await db.query('select generic_plans, custom_plans from pg_prepared_statements where name = $1', [preparedName(text)])
    expect(kept).toEqual({ generic_plans: 2n, custom_plans: 0n })
    expect(await planOf(db)).toMatch(/Index Scan.*Index Cond: \(id > \$1\)/s)
  })

  it('would otherwise read the whole table', async () => {
    const db = open({ keepsPlans: false })
    await db.query(text, [1n], { prepared: true })
    expect(await planOf(db)).toMatch(/Seq Scan.*Filter: \(id > '1'/s)
  })

  /** Opens a pool with one connection, so that later statements use the connection that prepared them. */
  function open({ keepsPlans }: { keepsPlans: boolean }): TestDb {
    const db = openTestDb({ url: database.urls.infinitio_api, max: 1, onError: () => {}, keepsPlans })
    dbs.push(db)
    return db
  }

  async function planOf(db: TestDb): Promise<string> {
    const rows = await db.query<{ 'QUERY PLAN': string }>(`explain execute "${preparedName(text)}" (1)`, [])
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  }
})
