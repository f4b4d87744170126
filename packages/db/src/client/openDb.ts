import { createHash } from 'node:crypto'
import pg, { types } from 'pg'
import type { Db } from './db.ts'
import { listenOn } from './listenOn.ts'
import type { Queryable } from './queryable.ts'
import { keptPlans, serverOptions } from './serverOptions.ts'

/** The time limits of opening a connection and of a statement, in ms. */
export const CONNECT_TIMEOUT_MS = 3_000
export const QUERY_TIMEOUT_MS = 30_000
const IDLE_TIMEOUT_MS = 60_000

/**
 * The database, with at most `max` connections. With `silentAfterMs`, the server ends a transaction whose client sends nothing for this long. With
 * `keepsPlans`, each connection caches the query plans of all its statements (see `keptPlans`), and sends concurrent statements in one go.
 */
export interface DbArgs {
  url: string
  max: number
  onError: (error: Error) => void
  silentAfterMs?: number
  keepsPlans?: boolean
}

/**
 * Opens a pool of connections. It connects on first use, so the database may still be unavailable. If an idle connection is lost, the pool calls
 * `onError` and the next query replaces it; the process continues.
 */
export function openDb({ url, max, onError, silentAfterMs, keepsPlans = false }: DbArgs): Db {
  const asked = [silentAfterMs === undefined ? [] : serverOptions({ silentAfterMs, of: 'transaction' }), keepsPlans ? keptPlans : []].flat()
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types: columnTypes,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    pipeline: keepsPlans,
    ...(asked.length === 0 ? {} : { options: asked.join(' ') }),
  })
  pool.on('error', onError)
  const stops = new Set<() => Promise<void>>()
  return {
    query: (text, values, options) => queryRows(pool, { text, values, isPrepared: keepsPlans || options?.prepared === true }),
    transaction: (run) => runTransaction(pool, { run, keepsPlans }),
    async listen(args) {
      const listening = await listenOn({ url, ...args })
      stops.add(listening.stop)
      return {
        stop: async () => {
          stops.delete(listening.stop)
          await listening.stop()
        },
      }
    },
    async close() {
      await Promise.all([...stops].map((stop) => stop()))
      await pool.end()
    },
  }
}

type Asked = { text: string; values: readonly unknown[]; isPrepared: boolean }

async function queryRows(client: pg.Pool | pg.PoolClient, { text, values, isPrepared }: Asked): Promise<Record<string, unknown>[]> {
  const name = isPrepared ? { name: preparedName(text) } : {}
  const result = await client.query({ text, values: [...values], ...name })
  return result.rows
}

type Transaction<Result> = { run: (tx: Queryable) => Promise<Result>; keepsPlans: boolean }

async function runTransaction<Result>(pool: pg.Pool, { run, keepsPlans }: Transaction<Result>): Promise<Result> {
  const client = await pool.connect()
  let broken: Error | undefined
  let isOver = false
  // The pool listens to errors of idle connections only. Without this listener, a connection that breaks between two statements of a transaction would end the
  // process.
  const lost = (error: Error): void => {
    broken = error
  }
  client.on('error', lost)
  const tx: Queryable = {
    async query(text, values, options) {
      // When several statements of a transaction run at once, one may fail and cause the rollback before a later one is sent. The later statement must not run
      // outside the transaction.
      if (isOver) throw new Error('the transaction of this statement is over')
      return queryRows(client, { text, values, isPrepared: keepsPlans || options?.prepared === true })
    },
  }
  try {
    // Do not await `begin` here, so that it is sent to the server together with the first statement.
    const begun = client.query('begin')
    const [result] = await Promise.all([run(keepsPlans ? tx : inTurn(tx, begun)), begun])
    isOver = true
    await client.query('commit')
    return result
  } catch (error) {
    isOver = true
    await client.query('rollback').catch((rollbackError: Error) => {
      broken = rollbackError
    })
    throw error
  } finally {
    client.off('error', lost)
    client.release(broken)
  }
}

/** Sends each statement after the answer to the previous one, and the first one after `begun` has resolved. Sends none after a failure. */
function inTurn(tx: Queryable, begun: Promise<unknown>): Queryable {
  let last = begun
  return {
    query(...statement) {
      const rows = last.then(() => tx.query(...statement))
      last = rows
      return rows
    },
  }
}

const INT8 = 20
const NUMERIC = 1700

/**
 * The parsers for column values in this package's pools. They parse int8 and numeric(78,0) to bigint; pg parses all other types. A numeric with a fraction
 * throws, because no column has such values.
 */
const columnTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    if (oid === INT8 || oid === NUMERIC) return BigInt
    return types.getTypeParser(oid, format as 'text') as (value: string) => unknown
  },
}

const names = new Map<string, string>()

/**
 * Returns the name under which a connection caches the plan of a statement. The same text always gets the same name. This function stores the names of all
 * texts for as long as the process runs.
 */
export function preparedName(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 32)
  names.set(text, name)
  return name
}
