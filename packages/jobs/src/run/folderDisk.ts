import { lstat, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AdapterError } from '@infinitio/tasks'
import type { DiskEntry, LeaseDisk } from './leaseMarket.ts'

/** Opens a folder of this computer as the home folder of a lease. A program may move its files at any time; a file that is gone counts as never listed. */
export function folderDisk(folder: string): LeaseDisk {
  const find = async (path: string): Promise<DiskEntry | null> => {
    const facts = await lstat(join(folder, path)).catch(() => null)
    if (facts === null) return null
    const { mode, size, mtimeMs } = facts
    return { name: basename(path), isFolder: facts.isDirectory(), mode: mode & 0o777, bytes: size, changedAt: Math.floor(mtimeMs / 1_000) }
  }
  return {
    find,
    async list(path) {
      const names = await readdir(join(folder, path)).catch(() => [])
      return (await Promise.all(names.map((name) => find(join(path, name))))).filter((entry) => entry !== null)
    },
    async read(path, mostBytes) {
      const bytes = new Uint8Array(await readFile(join(folder, path)))
      if (bytes.length > mostBytes) throw new AdapterError('outputTooLarge', `${path} has more than ${mostBytes} bytes`)
      return bytes
    },
    archive: async (path) => {
      throw new AdapterError('outputTooLarge', `${path} is a folder`)
    },
    async write(path, bytes) {
      const file = join(folder, path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(`${file}.part`, bytes)
      await rename(`${file}.part`, file)
    },
    close: () => {},
  }
}
