import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Hex32 } from '@infinitio/domain'

/** A file by its SHA-256, with its exact length or with its maximum length in bytes. */
export type WantedFile = { readonly sha256: Hex32; readonly bytes: number } | { readonly sha256: Hex32; readonly mostBytes: number }

/** Inputs of tasks on this machine, by their SHA-256. */
export type TaskFiles = {
  /**
   * Returns the path of a file. Fetches the file only once, even if several tasks need it at the same time. Rejects if the store returns bytes with another
   * hash or another length.
   */
  readonly pathOf: (file: WantedFile) => Promise<string>
  readonly read: (file: WantedFile) => Promise<Uint8Array>
}

/** Thrown when the store returned bytes that do not have the hash or the length that the task's input states. */
export class WrongFileError extends Error {
  override readonly name = 'WrongFileError'
}

/**
 * Stores the input files of tasks in a folder: the most recently used ones, up to `mostBytes`. `fetchFile` fetches the file with a hash from the store. A file
 * that an earlier process left in the folder is checked against its hash before it is used.
 */
export function createTaskFiles({
  folder,
  mostBytes,
  fetchFile,
}: {
  readonly folder: string
  readonly mostBytes: number
  readonly fetchFile: (sha256: Hex32) => Promise<Uint8Array>
}): TaskFiles {
  const known = new Map<Hex32, Promise<string>>()
  const keep = async (wanted: WantedFile): Promise<string> => {
    const { sha256 } = wanted
    const bytes = 'bytes' in wanted ? wanted.bytes : wanted.mostBytes
    const file = path.join(folder, sha256)
    if (await isWhole(file, sha256)) return file
    const content = await fetchFile(sha256)
    if (('bytes' in wanted ? content.length !== bytes : content.length > bytes) || hashOf(content) !== sha256)
      throw new WrongFileError(`the store has other bytes for ${sha256}`)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await makeRoom(folder, mostBytes - bytes)
    await writeFile(`${file}.new`, content, { mode: 0o600 })
    await rename(`${file}.new`, file)
    return file
  }
  const pathOf: TaskFiles['pathOf'] = (file) => {
    const fresh = known.get(file.sha256) ?? keep(file)
    known.set(file.sha256, fresh)
    fresh.catch(() => known.delete(file.sha256))
    return fresh
  }
  return { pathOf, read: async (file) => new Uint8Array(await readFile(await pathOf(file))) }

  async function makeRoom(inFolder: string, most: number): Promise<void> {
    const names = await readdir(inFolder)
    const files = await Promise.all(names.map(async (name) => ({ name, facts: await stat(path.join(inFolder, name)) })))
    let used = files.reduce((sum, { facts }) => sum + facts.size, 0)
    for (const { name, facts } of files.toSorted((one, other) => one.facts.atimeMs - other.facts.atimeMs)) {
      if (used <= most) return
      await rm(path.join(inFolder, name), { force: true })
      known.delete(name as Hex32)
      used -= facts.size
    }
  }
}

async function isWhole(file: string, sha256: Hex32): Promise<boolean> {
  try {
    return hashOf(await readFile(file)) === sha256
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

function hashOf(bytes: Uint8Array): string {
  return `0x${createHash('sha256').update(bytes).digest('hex')}`
}
