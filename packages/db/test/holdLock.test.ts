import { type TestDb, openTestDb } from './openTestDb.ts'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HeldLock, holdLock, lockFence, raiseFence } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'

describe('holdLock', () => {
  let database: TestDatabase
  let worker: TestDb
  beforeAll(async () => {
    database = await createTestDatabase()
    worker = openTestDb({ url: database.urls.infinitio_worker, max: 2, onError: () => {} })
  })
  afterAll(async () => {
    await worker.close()
    await database.drop()
  })

  type More = { onLost?: (error: Error) => void; signal?: AbortSignal; silentAfterMs?: number }
  const hold = (name: string, { onLost = unexpected, ...more }: More = {}): Promise<HeldLock> =>
    holdLock({ url: database.urls.infinitio_worker, name, onLost, ...more })

  it('gives a piece of work to one holder at a time, and to the next after its release', async () => {
    const [one, other] = await Promise.all([hold('sender/one'), hold('sender/other')])
    expect(await one.tryClaim(['match/1', 'match/2'])).toEqual(['match/1', 'match/2'])
    expect(await other.tryClaim(['match/2', 'match/3'])).toEqual(['match/3'])
    await one.releaseClaims(['match/2'])
    expect(await other.tryClaim(['match/1', 'match/2'])).toEqual(['match/2'])
    await Promise.all([one.release(), other.release()])
  })

  it('releases lock and claims if the holder’s connection breaks, and reports it', async () => {
    const lost = Promise.withResolvers<Error>()
    const first = await hold('sender/broken', { onLost: lost.resolve })
    await first.tryClaim(['match/4'])
    const waiting = hold('sender/broken')
    await worker.query(
      "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())",
      [],
    )
    expect(await lost.promise).toBeInstanceOf(Error)
    const second = await waiting
    expect(await second.tryClaim(['match/4'])).toEqual(['match/4'])
    await expect(first.tryClaim(['match/5'])).rejects.toThrow()
    await second.release()
  })

  it('takes the lock from a holder whose process hangs, but not from one that waited as long for it', async () => {
    const silentAfterMs = 1_000
    const lost = Promise.withResolvers<Error>()
    const hanging = await hold('sender/hangs', { onLost: lost.resolve, silentAfterMs })
    const next = hold('sender/hangs', { silentAfterMs })
    // Blocks the whole process, so that its connection stays open but sends nothing.
    const until = performance.now() + 2 * silentAfterMs
    while (performance.now() < until);
    expect((await lost.promise).message).toMatch(/idle-session|terminated|ended/)
    const held = await next
    await delay(2 * silentAfterMs)
    expect(await held.tryClaim(['match/6'])).toEqual(['match/6'])
    await Promise.all([held.release(), hanging.release()])
  })

  it('stops waiting on request, and leaves no waiter behind', async () => {
    const held = await hold('sender/waited for')
    const stopping = new AbortController()
    const waiting = hold('sender/waited for', { signal: stopping.signal })
    stopping.abort()
    await expect(waiting).rejects.toThrow()
    await held.release()
    const next = await hold('sender/waited for')
    await next.release()
  })
})

describe('a silent transaction', () => {
  it('is ended by the server, which frees its locks', async () => {
    const database = await createTestDatabase()
    const hanging = openTestDb({ url: database.urls.infinitio_matcher, max: 1, onError: () => {}, silentAfterMs: 1_000 })
    const other = openTestDb({ url: database.urls.infinitio_matcher, max: 1, onError: () => {} })
    const locked = Promise.withResolvers<void>()
    const over = Promise.withResolvers<void>()
    const silent = hanging.transaction(async (tx) => {
      await lockFence(tx)
      locked.resolve()
      await over.promise
      await lockFence(tx)
    })
    const refused = expect(silent).rejects.toThrow(/idle-in-transaction|terminated|not queryable/)
    await locked.promise
    expect(await other.transaction(raiseFence)).toBe(1n)
    over.resolve()
    await refused
    await Promise.all([hanging.close(), other.close()])
    await database.drop()
  })
})

function unexpected(error: Error): never {
  throw error
}
