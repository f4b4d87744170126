import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BackupManifest, backupManifest } from './backupManifest.ts'

/** The folder does not hold a complete backup: a file is missing or was changed. Nothing was restored. */
export class BackupBroken extends Error {
  override name = 'BackupBroken'
}

/** Reads the manifest of a backup and checks the hash of every file. Throws `BackupBroken` for the first file that is missing or was changed. */
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
