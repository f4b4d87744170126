import { z } from 'zod'

/** Schema of a backup's manifest.json. Big numbers are decimal text. Hashes are the lower-case hex of sha256. */
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
  /** Data that the backup does not contain, grouped by the reason why. */
  leftOut: z.strictObject({ secrets: z.array(z.string()), folded: z.array(z.string()), elsewhere: z.array(z.string()) }),
})

/** A parsed manifest. */
export type BackupManifest = z.output<typeof backupManifest>

/** Data that no backup of the database contains, so the operator must back it up separately. */
export const keptElsewhere: readonly string[] = [
  'key files of senders, receipts, gateway and validators',
  'passwords of the database roles',
  'what the chain holds: money, leases, identities',
  'data folders of agents',
]
