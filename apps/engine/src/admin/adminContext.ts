import { type Db, openDb } from '@infinitio/db'
import { type AdminClient, openAdminClient } from '@infinitio/db/admin'
import { type Logger, rpcUrl } from '@infinitio/process'
import { address } from '@infinitio/domain'
import { z } from 'zod'

/** Settings of the operator's program: one database URL for each database role, the chain node, and the address of the contract Directory. */
export const adminEnv = z.object({
  ADMIN_DATABASE_URL: z.url(),
  OWNER_DATABASE_URL: z.url(),
  MATCHER_DATABASE_URL: z.url(),
  FOLLOWER_DATABASE_URL: z.url(),
  WORKER_DATABASE_URL: z.url(),
  API_DATABASE_URL: z.url(),
  RPC_URL: rpcUrl,
  DIRECTORY_ADDRESS: z.string().transform((text) => address(text.toLowerCase())),
})

/** The program's parsed settings. */
export type AdminEnv = z.output<typeof adminEnv>

/** Everything that an operator's command may use. Each connection opens on its first use. */
export interface AdminContext {
  readonly env: AdminEnv
  readonly logger: Logger
  /** Prisma Client with the operator's role, for plain reads and writes. */
  readonly client: AdminClient
  /** The operator's role again, but with plain SQL. Use it for statements that lock rows, wake another process, or must be a single statement. */
  readonly admin: Db
  readonly owner: Db
  readonly matcher: Db
  readonly follower: Db
  /** The API's database role: it writes the API's tables and may read all tables, as the audit (`compareBooks`) needs. */
  readonly api: Db
  readonly nowMs: () => number
  close(): Promise<void>
}

/** Opens the connections of an operator's program. */
export function openAdminContext(env: AdminEnv, logger: Logger): AdminContext {
  const onError = (error: Error) => logger.warn({ err: error }, 'idle database connection lost')
  const open = (url: string): Db => openDb({ url, max: 2, onError })
  const client = openAdminClient({ url: env.ADMIN_DATABASE_URL, onError })
  const roles = {
    admin: open(env.ADMIN_DATABASE_URL),
    owner: open(env.OWNER_DATABASE_URL),
    matcher: open(env.MATCHER_DATABASE_URL),
    follower: open(env.FOLLOWER_DATABASE_URL),
    api: open(env.API_DATABASE_URL),
  }
  return {
    ...roles,
    client,
    env,
    logger,
    nowMs: Date.now,
    async close() {
      await Promise.all([client.$disconnect(), ...Object.values(roles).map((db) => db.close())])
    },
  }
}
