import { type TestDb, openTestDb } from './openTestDb.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cursors, insertApiCommand, insertApiCommands, listNewCommands, listNotifications, noteSlashes } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'

const WRITERS = 8
const COMMITS_EACH = 60
const NOTES_EACH = 20
const COMMANDS_TOGETHER = 3

describe('accepted commands under concurrent writers', () => {
  let database: TestDatabase
  let writer: TestDb
  let reader: TestDb
  beforeAll(async () => {
    database = await createTestDatabase()
    writer = openTestDb({ url: database.urls.infinitio_api, max: WRITERS, onError: () => {} })
    reader = openTestDb({ url: database.urls.infinitio_matcher, max: 1, onError: () => {} })
  })
  afterAll(async () => {
    await Promise.all([writer.close(), reader.close()])
    await database.drop()
  })

  it('lets a cursor over ids see every command once, in commit order, although transactions overlap', async () => {
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
    expect(seen).toHaveLength((WRITERS / 2) * COMMITS_EACH * (1 + COMMANDS_TOGETHER))
    expect(seen).toEqual([...seen].sort((one, other) => (one < other ? -1 : 1)))
  })

  it('keeps the order of commands that were accepted together', async () => {
    const rows = await writer.query<{ key: string }>("select command_key as key from api_commands where command_key like '%/%/%' order by id", [])
    const groups = Map.groupBy(rows.values(), ({ key }) => key.slice(0, key.lastIndexOf('/')))
    for (let at = 0; at < rows.length; at += COMMANDS_TOGETHER) {
      const keys = rows.slice(at, at + COMMANDS_TOGETHER).map(({ key }) => key)
      const group = keys[0]?.slice(0, -2) ?? ''
      expect(keys).toEqual([`${group}/0`, `${group}/1`, `${group}/2`])
    }
    expect(groups.size).toBe((WRITERS / 2) * COMMITS_EACH)
  })

  it('accepts a command key once', async () => {
    const command = { commandKey: 'same', kind: 'CancelOrder', payload: '{}' }
    expect(await writer.transaction((tx) => insertApiCommand(tx, command))).toBe(true)
    expect(await writer.transaction((tx) => insertApiCommand(tx, command))).toBe(false)
  })
})

describe('notifications under concurrent writers', () => {
  const account = `0x${'a'.repeat(40)}`
  let database: TestDatabase
  let db: TestDb
  beforeAll(async () => {
    database = await createTestDatabase()
    db = openTestDb({ url: database.urls.infinitio_api, max: WRITERS + 1, onError: () => {} })
    await db.query('insert into accounts (account) values ($1)', [account])
  })
  afterAll(async () => {
    await db.close()
    await database.drop()
  })

  it('are seen once by a reader that continues from the highest id, although transactions overlap', async () => {
    let isWriting = true
    const writing = Promise.all(Array.from({ length: WRITERS }, (_, place) => noteSome(place))).finally(() => {
      isWriting = false
    })
    const seen: bigint[] = []
    for (let isDone = false; !isDone; ) {
      isDone = !isWriting
      const after = seen.at(-1) ?? 0n
      const rows = await listNotifications(db, { account, beforeId: null, limit: WRITERS * NOTES_EACH })
      seen.push(
        ...rows
          .map(({ notificationId }) => notificationId)
          .filter((id) => id > after)
          .reverse(),
      )
    }
    await writing
    expect(seen).toHaveLength(WRITERS * NOTES_EACH)
  })

  /** Stores notifications in several transactions. Each does some work after it assigned the id, so that without the lock a lower id could commit later. */
  async function noteSome(place: number): Promise<void> {
    for (let count = 0; count < NOTES_EACH; count += 1)
      await db.transaction(async (tx) => {
        const slash = { account, step: 'queued', bond: 'Provider', amount: 1n, until: 1, txHash: `${place}/${count}` } as const
        await noteSlashes(tx, { notices: [slash] })
        await tx.query('select pg_sleep($1)', [((place + count) % 3) / 1000])
      })
  }
})

/**
 * Stores commands in several transactions. Each transaction does some work after it assigned its ids, so that without the lock the commits would be out of
 * order. Every second writer stores several commands at once.
 */
async function writeSome(db: TestDb, place: number): Promise<void> {
  const command = (commandKey: string) => ({ commandKey, kind: 'CancelOrder', payload: '{}' })
  for (let count = 0; count < COMMITS_EACH; count += 1) {
    await db.transaction(async (tx) => {
      if (place % 2 === 0) await insertApiCommand(tx, command(`${place}/${count}`))
      else
        await insertApiCommands(
          tx,
          Array.from({ length: COMMANDS_TOGETHER }, (_, at) => command(`${place}/${count}/${at}`)),
        )
      await tx.query('select pg_sleep($1)', [((place + count) % 3) / 1000])
    })
  }
}
