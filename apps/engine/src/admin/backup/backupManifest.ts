import { z } from 'zod'

/** What a backup says about itself: manifest.json. Big numbers as decimal text; hashes are lower-case hex of sha256. */
export const backupManifest = z.strictObject({
  format: z.literal(1),
  takenAt: z.iso.datetime(),
  postgres: z.string(),
  migrations: z.array(z.string()),
  journal: z.strictObject({ seq: z.string(), hash: z.string().nullable(), generation: z.int() }),
  chain: z.strictObject({ headNumber: z.string().nullable(), headHash: z.string().nullable() }),
  tables: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z_0-9]+$/),
      columns: z.array(z.string().regex(/^[a-z_0-9]+$/)),
      identity: z.string().nullable(),
      lastIdentity: z.string().nullable(),
      rows: z.int(),
      file: z.string().regex(/^[a-z_0-9]+\.ndjson\.gz$/),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  /** What is not in it, and why. */
  leftOut: z.strictObject({ secrets: z.array(z.string()), folded: z.array(z.string()), elsewhere: z.array(z.string()) }),
})

/** A parsed manifest. */
export type BackupManifest = z.output<typeof backupManifest>

/** What no backup of the database holds; an operator keeps these apart. */
export const keptElsewhere: readonly string[] = [
  'key files of senders, receipts, gateway and validators',
  'passwords of the database roles',
  'what the chain holds: money, leases, identities',
  'data folders of agents',
]
