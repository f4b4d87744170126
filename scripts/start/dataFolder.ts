import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The path of the git checkout in which this program is. */
export const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** The folders of one instance of the market. All its data is below `root`; deleting `root` deletes everything. */
export type DataFolder = { root: string; keys: string; logs: string; pids: string; chain: string; postgres: string; agents: string }

/**
 * Opens the data folder of this instance and creates its subfolders. The folder is INFINITIO_DATA. If that is not set, it is a folder under /var/tmp with a
 * hash of the checkout's path in its name, so that two checkouts never share one. Other users may enter it (the database and leases run as other users), but
 * they cannot read keys, logs or chain.
 */
export function openDataFolder(): DataFolder {
  const named = process.env.INFINITIO_DATA
  const hash = createHash('sha256').update(checkout).digest('hex').slice(0, 12)
  const root = resolve(named === undefined || named === '' ? `/var/tmp/infinitio-${hash}` : named)
  const folder = (name: string) => join(root, name)
  const folders: DataFolder = {
    root,
    keys: folder('keys'),
    logs: folder('logs'),
    pids: folder('pids'),
    chain: folder('chain'),
    postgres: folder('postgres'),
    agents: folder('agents'),
  }
  for (const path of [root, folders.postgres, folders.agents]) makeFolder(path, 0o711)
  for (const path of [folders.keys, folders.logs, folders.pids, folders.chain]) makeFolder(path, 0o700)
  return folders
}

function makeFolder(path: string, mode: number): void {
  mkdirSync(path, { recursive: true })
  chmodSync(path, mode)
}
