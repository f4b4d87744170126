import { z } from 'zod'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

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
  /**
   * Names of data that the backup does not contain, grouped by the reason: it is secret (`secrets`), it can be calculated again from stored rows (`folded`), or
   * it is not in the database (`elsewhere`).
   */
  leftOut: z.strictObject({ secrets: z.array(z.string()), folded: z.array(z.string()), elsewhere: z.array(z.string()) }),
})

/** A parsed manifest. */
export type BackupManifest = z.output<typeof backupManifest>

/** Data that no backup of the database contains. */
export const keptElsewhere: readonly string[] = [
  'key files of senders, receipts, gateway and validators',
  'passwords of the database roles',
  'what the chain holds: money, leases, identities',
  'data folders of agents',
]

/** Thrown if the folder does not contain a complete backup, because a file is missing or was changed. In that case, nothing was restored. */
export class BackupBroken extends Error {
  override name = 'BackupBroken'
}

/** Reads the manifest of a backup and checks the hash of every file of the backup. Throws `BackupBroken` for the first file that is missing or was changed. */
export async function checkBackup(folder: string): Promise<BackupManifest> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => {
    throw new BackupBroken(`${folder} holds no finished backup: manifest.json is missing`)
  })
  const stated = (await readFile(join(folder, 'manifest.sha256'), 'utf8').catch(() => '')).slice(0, 64)
  if (createHash('sha256').update(text).digest('hex') !== stated) throw new BackupBroken('manifest.json is not as it was written')
  const parsed = backupManifest.safeParse(JSON.parse(text))
  if (!parsed.success) throw new BackupBroken('manifest.json is of a form this release does not read')
  for (const { file, sha256 } of parsed.data.tables) {
    if ((await hashOfFile(join(folder, file))) !== sha256) throw new BackupBroken(`${file} is not as it was written`)
  }
  return parsed.data
}

async function hashOfFile(path: string): Promise<string | null> {
  const digest = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path)) digest.update(chunk as Buffer)
    return digest.digest('hex')
  } catch {
    return null
  }
}
