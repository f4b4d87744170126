import { readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Writes the pieces of a file one after the other. The path has the whole file or does not exist, also if the process ends before. Only the owner can read
 * it. Throws the errors of the disk and of `pieces`, and then leaves nothing behind. Deletes what a process that was killed left of
 * files that are named by their hash.
 */
export async function writePieces(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const part = `${path}.${process.pid}.part`
  await removeLeft(dirname(path))
  writing.add(basename(part))
  try {
    await writeFile(part, pieces, { mode: 0o600 })
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  } finally {
    writing.delete(basename(part))
  }
}

/** The names of unfinished files of this process. */
const writing = new Set<string>()
const unfinished = /^[0-9a-f]{64}\.(\d+)\.part$/

async function removeLeft(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const [, pid] = unfinished.exec(name) ?? []
    if (pid !== undefined && !writing.has(name) && !isRunning(Number(pid))) await rm(join(folder, name), { force: true })
  }
}

/** Returns true if another process with this number runs. */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
