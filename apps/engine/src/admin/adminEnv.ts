import { address } from '@infinitio/domain'
import { rpcUrl } from '@infinitio/process'
import { z } from 'zod'

/**
 * Settings of the operator's program: one database URL for each database role. Most commands use the operator's role. `rebuild-projections` uses the
 * matcher's and the follower's roles, because it rewrites their rows. `shares` uses the worker's role. Backup and restore use the owner's role.
 */
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
