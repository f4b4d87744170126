import { type TestDb, openTestDb } from './openTestDb.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notify } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'

describe('a listening connection', () => {
  let database: TestDatabase
  let db: TestDb
  beforeAll(async () => {
    database = await createTestDatabase()
    db = openTestDb({ url: database.urls.infinitio_api, max: 2, onError: () => {} })
  })
  afterAll(async () => {
    await db.close()
    await database.drop()
  })

  it('wakes once at its start, after each commit, and again without help after its connection was cut', async () => {
    let wakes = 0
    let waiting: (() => void) | undefined
    const woken = (count: number) =>
      new Promise<void>((resolve) => {
        waiting = () => void (wakes >= count && resolve())
        waiting()
      })
    const lost: Error[] = []
    const listening = await db.listen({
      channels: ['book'],
      onWake: () => {
        wakes += 1
        waiting?.()
      },
      onError: (error) => void lost.push(error),
    })
    await woken(1)
    await db.transaction((tx) => notify(tx, ['book']))
    await woken(2)
    await db.query("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' and datname = current_database()", [])
    await woken(3)
    expect(lost.length).toBeGreaterThan(0)
    await listening.stop()
  })
})
