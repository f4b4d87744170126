import { type Db, openDb } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import type { AdminEnv } from './adminEnv.ts'

/** Everything that an operator's command may use. Each connection opens on its first use. */
export interface AdminHouse {
  readonly env: AdminEnv
  readonly logger: Logger
  readonly admin: Db
  readonly owner: Db
  readonly matcher: Db
  readonly follower: Db
  /** The audit reads through this role. */
  readonly api: Db
  readonly nowMs: () => number
  close(): Promise<void>
}

/** Opens the connections of an operator's program. */
export function openAdminHouse(env: AdminEnv, logger: Logger): AdminHouse {
  const open = (url: string): Db => openDb({ url, max: 2, onError: (error) => logger.warn({ err: error }, 'idle database connection lost') })
  const roles = {
    admin: open(env.ADMIN_DATABASE_URL),
    owner: open(env.OWNER_DATABASE_URL),
    matcher: open(env.MATCHER_DATABASE_URL),
    follower: open(env.FOLLOWER_DATABASE_URL),
    api: open(env.API_DATABASE_URL),
  }
  return {
    ...roles,
    env,
    logger,
    nowMs: Date.now,
    async close() {
      await Promise.all(Object.values(roles).map((db) => db.close()))
    },
  }
}
