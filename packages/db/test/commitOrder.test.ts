import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cursors, type Db, insertApiCommand, listNewCommands, openDb } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'

const WRITERS = 8
const COMMANDS_EACH = 60

describe('accepted commands under concurrent writers', () => {
  let database: TestDatabase
  let writer: Db
  let reader: Db
  beforeAll(async () => {
    database = await createTestDatabase()
    writer = openDb({ url: database.urls.infinitio_api, max: WRITERS, onError: () => {} })
    reader = openDb({ url: database.urls.infinitio_matcher, max: 1, onError: () => {} })
  })
  afterAll(async () => {
    await Promise.all([writer.close(), reader.close()])
    await database.drop()
  })

  it('a cursor over ids sees every command once, in commit order, although transactions overlap', async () => {
    const seen: bigint[] = []
    const cursors: Cursors = { chain: 0n, worker: 0n, admin: 0n, api: 0n }
    let isWriting = true
    const writing = Promise.all(Array.from({ length: WRITERS }, (_, place) => writeSome(writer, place))).finally(() => {
      isWriting = false
    })
    for (let isDone = false; !isDone; ) {
      isDone = !isWriting
      const rows = await listNewCommands(reader, { cursors, limits: { chain: 10, worker: 10, admin: 10, api: 7 } })
      for (const row of rows) seen.push(row.id)
      cursors.api = seen.at(-1) ?? 0n
      if (rows.length > 0) isDone = false
    }
    await writing
    expect(seen).toHaveLength(WRITERS * COMMANDS_EACH)
    expect(seen).toEqual([...seen].sort((one, other) => (one < other ? -1 : 1)))
  })

  it('accepts a command key once', async () => {
    const command = { commandKey: 'same', kind: 'CancelOrder', payload: '{}' }
    expect(await writer.transaction((tx) => insertApiCommand(tx, command))).toBe(true)
    expect(await writer.transaction((tx) => insertApiCommand(tx, command))).toBe(false)
  })
})

/** Each transaction does something after it drew its id, so that commits would come out of order without the lock. */
async function writeSome(db: Db, place: number): Promise<void> {
  for (let count = 0; count < COMMANDS_EACH; count += 1) {
    await db.transaction(async (tx) => {
      await insertApiCommand(tx, { commandKey: `${place}/${count}`, kind: 'CancelOrder', payload: '{}' })
      await tx.query('select pg_sleep($1)', [((place + count) % 3) / 1000])
    })
  }
}
