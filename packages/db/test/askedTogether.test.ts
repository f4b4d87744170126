import { type TestDb, openTestDb } from './openTestDb.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertApiCommands, type Queryable } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const insert = (tx: Queryable, key: string) => tx.query(`insert into api_commands (command_key, kind, payload) values ($1, 'Tick', '{}')`, [key])
const keysOf = async (db: TestDb) =>
  (await db.query<{ key: string }>('select command_key as key from api_commands order by id', [])).map(({ key }) => key)

describe.each([
  ['one by one', false],
  ['in one go', true],
])('concurrent statements of a transaction, sent %s', (_how, keepsPlans) => {
  let db: TestDb
  beforeAll(() => {
    db = openTestDb({ url: database.urls.infinitio_api, max: 2, onError: () => {}, keepsPlans })
  })
  afterAll(() => db.close())

  it('run in order', async () => {
    const keys = Array.from({ length: 20 }, (_, place) => `${keepsPlans} ${place}`)
    const before = await keysOf(db)
    await db.transaction((tx) => Promise.all(keys.map((key) => insert(tx, key))))
    expect(await keysOf(db)).toEqual([...before, ...keys])
  })

  it('leave nothing if one fails, and no later statement runs', async () => {
    const before = await keysOf(db)
    const late: Promise<unknown>[] = []
    const failing = db.transaction(async (tx) => {
      const other = new Promise((resolve) => setTimeout(resolve, 50)).then(() => insert(tx, 'late'))
      late.push(other.catch((error: Error) => error.message))
      await Promise.all([insert(tx, 'early'), tx.query('select 1 / 0', []), insert(tx, 'behind'), other])
    })
    await expect(failing).rejects.toThrow('division by zero')
    expect(await Promise.all(late)).toEqual([keepsPlans ? 'the transaction of this statement is over' : 'division by zero'])
    expect(await keysOf(db)).toEqual(before)
  })

  it('store commands in the order in which transactions hold the lock', async () => {
    const commands = (of: string) =>
      Array.from({ length: 5 }, (_, place) => ({ commandKey: `${keepsPlans} ${of} ${place}`, kind: 'Tick', payload: '{}' }))
    const before = (await keysOf(db)).length
    await Promise.all(['a', 'b'].map((of) => db.transaction((tx) => insertApiCommands(tx, commands(of)))))
    const added = (await keysOf(db)).slice(before)
    const [first, second] = added[0]?.includes(' a ') ? ['a', 'b'] : ['b', 'a']
    expect(added).toEqual([...commands(first), ...commands(second)].map(({ commandKey }) => commandKey))
  })
})
