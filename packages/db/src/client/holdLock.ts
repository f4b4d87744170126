import { createHash } from 'node:crypto'
import pg from 'pg'
import { rowOf } from './columns.ts'
import type { Queryable } from './queryable.ts'
import { serverOptions } from './serverOptions.ts'
import { statement } from './statement.ts'

/** A lock that a separate connection holds until `release`. If the connection breaks before that, the caller's `onLost` is called. */
export interface HeldLock {
  /**
   * Claims the pieces of work that no other lock holder has claimed, and returns their names. The names remain claimed until they are released or this lock
   * ends for any reason. Never claim a name twice without releasing it.
   */
  tryClaim(names: readonly string[]): Promise<string[]>
  releaseClaims(names: readonly string[]): Promise<void>
  release(): Promise<void>
}

const ANSWERS_WITHIN_MS = 10_000
/** With `silentAfterMs`, the holder of a lock sends this many messages within that time, to show that it is alive. */
const BEATS = 5

/**
 * The lock's name and database, and the callback for its loss. If `signal` aborts, waiting for the lock ends. The server takes the lock from its holder if the
 * holder's process or host is gone. With `silentAfterMs`, the server also takes the lock if the holder's process hangs for this long.
 */
export interface LockArgs {
  url: string
  name: string
  onLost: (error: Error) => void
  signal?: AbortSignal | undefined
  silentAfterMs?: number | undefined
}

/**
 * Waits for the advisory lock `name` and holds it over a separate connection. When `onLost` is called, the holder must stop the guarded work. Throws if the
 * database is unreachable, or if `signal` aborts before the lock is taken.
 */
export async function holdLock({ url, name, onLost, signal, silentAfterMs }: LockArgs): Promise<HeldLock> {
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    connectionTimeoutMillis: 3_000,
    options: serverOptions(silentAfterMs === undefined ? null : { silentAfterMs, of: 'session' }),
    application_name: `lock ${name}`.slice(0, 60),
  })
  let isOurs = false
  let isOver = false
  let beating: NodeJS.Timeout | undefined
  const lost = (error: Error): void => {
    if (isOurs && !isOver) onLost(error)
    isOver = true
    clearInterval(beating)
  }
  client.on('error', lost)
  client.on('end', () => lost(new Error(`the connection that held the lock ${name} ended`)))
  const end = async (): Promise<void> => {
    isOver = true
    clearInterval(beating)
    await client.end()
  }
  await client.connect()
  await waitForLock(client, { name, signal }).catch(async (error: unknown) => {
    await end()
    throw error
  })
  if (isOver) throw new Error(`connection terminated while waiting for the lock ${name}`)
  isOurs = true
  // Limit the time of each query. If the server or the network is gone, no answer comes, and another process may hold the lock by then.
  const limited: Queryable = {
    async query(text, values) {
      try {
        // The driver accepts a time limit for one query, but its types lack the field.
        const asked: pg.QueryConfig & { query_timeout: number } = { text, values: [...values], query_timeout: ANSWERS_WITHIN_MS }
        const { rows } = await client.query(asked)
        return rows
      } catch (error) {
        lost(error as Error)
        throw error
      }
    },
  }
  if (silentAfterMs !== undefined) beating = beat(client, silentAfterMs / BEATS)
  return { ...claimsOver(limited), release: end }
}

/** Sends an empty query to the server at this interval. */
function beat(client: pg.Client, everyMs: number): NodeJS.Timeout {
  let isWaiting = false
  const say = async (): Promise<void> => {
    if (isWaiting) return
    isWaiting = true
    // If the query fails, the connection is broken. Its `error` and `end` events report that, so ignore the failure here.
    await client.query('select').catch(() => undefined)
    isWaiting = false
  }
  return setInterval(() => void say(), everyMs)
}

async function waitForLock(client: pg.Client, { name, signal }: Pick<LockArgs, 'name' | 'signal'>): Promise<void> {
  const waiting = client.query('select pg_advisory_lock($1)', [lockKey(name)])
  if (signal === undefined) return void (await waiting)
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = (): void => reject(signal.reason)
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  // If `signal` aborts, nobody awaits the lock query any longer, but it fails when its connection ends. So ignore that failure.
  waiting.catch(() => {})
  await Promise.race([waiting, aborted]).finally(() => signal.removeEventListener('abort', abort))
}

const claimedKeys = statement(rowOf({ key: 'text' }), 'select key::text from unnest($1::bigint[]) as key where pg_try_advisory_lock(key)')

function claimsOver(connection: Queryable): Pick<HeldLock, 'tryClaim' | 'releaseClaims'> {
  return {
    async tryClaim(names) {
      if (names.length === 0) return []
      const byKey = new Map(names.map((name) => [claimKey(name), name]))
      const taken = await claimedKeys.rows(connection, [[...byKey.keys()]])
      return taken.flatMap(({ key }) => byKey.get(key) ?? [])
    },
    async releaseClaims(names) {
      if (names.length > 0)
        await connection.query('select key::text from unnest($1::bigint[]) as key where pg_advisory_unlock(key)', [names.map(claimKey)])
    },
  }
}

function claimKey(name: string): string {
  return lockKey(`claim/${name}`).toString()
}

function lockKey(name: string): bigint {
  return createHash('sha256').update(name).digest().readBigInt64BE(0)
}
