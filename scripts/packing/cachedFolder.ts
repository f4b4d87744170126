import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'

type CachedFolder = {
  /** Returns the path of the folder. The path contains the hash of the sources at the time of the call. */
  readonly nameNow: () => string
  readonly fill: (part: string) => Promise<void>
}

/**
 * Returns a folder that was made from the current sources; makes it first if it does not exist. Several processes may do this at the same time: each renames
 * the folder that it has completed, and the first one remains. The folder's name contains a hash of the sources, so throws if the sources change during the
 * build.
 */
export async function cachedFolder({ nameNow, fill }: CachedFolder): Promise<string> {
  const folder = nameNow()
  if (existsSync(folder)) return folder
  mkdirSync(dirname(folder), { recursive: true })
  const part = mkdtempSync(`${folder}.`)
  // Let other users read the folder: in the image, the web server runs as another user than the one that packs.
  chmodSync(part, 0o755)
  try {
    await fill(part)
    if (nameNow() !== folder) throw new Error('The sources changed while they were packed. Try again.')
    try {
      renameSync(part, folder)
    } catch (error) {
      if (!existsSync(folder)) throw error
    }
    return folder
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
}
