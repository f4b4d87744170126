import { createHash } from 'node:crypto'
import pg from 'pg'

/** A lock held by a connection of its own until `release`. `onLost` of the caller is told when the connection breaks first. */
export interface HeldLock {
  release(): Promise<void>
}

/**
 * Waits for the advisory lock called `name` and holds it over its own connection. The holder must stop what the lock guards
 * when `onLost` is called. Throws when the database cannot be reached.
 */
export async function holdLock({ url, name, onLost }: { url: string; name: string; onLost: (error: Error) => void }): Promise<HeldLock> {
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    connectionTimeoutMillis: 3_000,
    application_name: `lock ${name}`.slice(0, 60),
  })
  let released = false
  const lost = (error: Error): void => {
    if (!released) onLost(error)
    released = true
  }
  client.on('error', lost)
  client.on('end', () => lost(new Error(`the connection that held the lock ${name} ended`)))
  await client.connect()
  await client.query('select pg_advisory_lock($1)', [lockKey(name)])
  return {
    async release() {
      released = true
      await client.end()
    },
  }
}

function lockKey(name: string): bigint {
  return createHash('sha256').update(name).digest().readBigInt64BE(0)
}
