import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Db, type HeldLock, holdLock, openDb } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'

describe('holdLock', () => {
  let database: TestDatabase
  let worker: Db
  beforeAll(async () => {
    database = await createTestDatabase()
    worker = openDb({ url: database.urls.infinitio_worker, max: 2, onError: () => {} })
  })
  afterAll(async () => {
    await worker.close()
    await database.drop()
  })

  const hold = (name: string, more: { onLost?: (error: Error) => void; signal?: AbortSignal } = {}): Promise<HeldLock> =>
    holdLock({ url: database.urls.infinitio_worker, name, onLost: more.onLost ?? unexpected, signal: more.signal })

  it('gives a piece of work to one holder at a time, and to the next when it is let go', async () => {
    const [one, other] = await Promise.all([hold('sender/one'), hold('sender/other')])
    expect(await one.tryClaim(['match/1', 'match/2'])).toEqual(['match/1', 'match/2'])
    expect(await other.tryClaim(['match/2', 'match/3'])).toEqual(['match/3'])
    await one.releaseClaims(['match/2'])
    expect(await other.tryClaim(['match/1', 'match/2'])).toEqual(['match/2'])
    await Promise.all([one.release(), other.release()])
  })

  it('lets go of lock and claims when the connection of its holder breaks, and says so', async () => {
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

  it('stops waiting when it is told to, and leaves no waiter behind', async () => {
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

function unexpected(error: Error): never {
  throw error
}
