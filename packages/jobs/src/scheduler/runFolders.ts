import { lstat, mkdir, mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The folder of one scheduler process for the files of its runs. */
export type RunFolders = {
  /** Creates the folder of one run. */
  readonly open: () => Promise<string>
  /** Deletes the folder of this process. */
  readonly close: () => Promise<void>
}

const touchEveryMs = 60_000
/** A folder that its process did not touch for this many milliseconds belongs to a process that was killed. */
const deadAfterMs = 600_000

/**
 * Opens the folder in which this process keeps the files of its runs. All processes of one scheduler account have their folders in one place. Each process
 * touches its own folder every minute, and deletes the folders that were not touched for ten minutes. So the files of a process that was killed do not stay,
 * and several processes do no harm to each other. If the place belongs to another user of this computer, uses a new place. `at` and `everyMs` are for tests.
 */
export async function openRunFolders(account: string, { at = tmpdir(), everyMs = touchEveryMs } = {}): Promise<RunFolders> {
  const usual = join(at, `infinitio-jobs-${account.toLowerCase()}`)
  await mkdir(usual, { mode: 0o700 }).catch(() => {})
  const place = (await isOwn(usual)) ? usual : await mkdtemp(`${usual}-`)
  const own = await mkdtemp(join(place, 'process-'))
  const tend = async () => {
    await utimes(own, new Date(), new Date())
    for (const name of await readdir(place)) if (await isDead(join(place, name))) await rm(join(place, name), { recursive: true, force: true })
  }
  await tend()
  // A disk that fails here also fails the runs, which report it.
  const timer = setInterval(() => void tend().catch(() => {}), everyMs)
  timer.unref()
  return {
    async open() {
      // Another process deletes this folder if this one could not touch it, for example because it was stopped for ten minutes.
      await mkdir(own, { recursive: true, mode: 0o700 })
      return await mkdtemp(join(own, 'run-'))
    },
    async close() {
      clearInterval(timer)
      await rm(place === usual ? own : place, { recursive: true, force: true })
    },
  }
}

/** Returns true for a folder that only this user can write. A link of another user to a folder is not one. */
async function isOwn(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => null)
  if (found === null || !found.isDirectory()) return false
  return process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o022) === 0)
}

async function isDead(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => null)
  return found !== null && Date.now() - found.mtimeMs > deadAfterMs
}
