import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { claimPidFile, readPidFile } from '@infinitio/process/embedded'
import type { DataFolder } from './dataFolder.ts'

/**
 * Makes this process the only supervisor of a data folder. If the process that has the lock has ended, takes over the lock. If that process still runs, it may
 * be stopping, so waits up to 10 s for its end, and then throws.
 */
export async function takeLock(folder: DataFolder): Promise<{ release: () => void }> {
  const file = join(folder.root, 'supervisor.lock')
  const deadline = Date.now() + 10_000
  for (let told = false; !claimPidFile(file); told = true) {
    const holder = readPidFile(file)
    if (holder === null) continue
    if (Date.now() > deadline) throw new Error(alreadyRuns(folder, holder.pid))
    if (!told) console.log(`Another start (process ${holder.pid}) uses ${folder.root}; waiting for it to stop …`)
    await delay(200)
  }
  return { release: () => rmSync(file, { force: true }) }
}

/** Stores the URL of the pages. A second start finds the first one running and prints this URL. */
export function rememberUrl(folder: DataFolder, url: string): void {
  const file = openSync(join(folder.root, 'url'), 'w', 0o600)
  writeSync(file, url)
  closeSync(file)
}

function alreadyRuns(folder: DataFolder, pid: number): string {
  let url = ''
  try {
    url = ` at ${readFileSync(join(folder.root, 'url'), 'utf8')}`
  } catch {
    url = ''
  }
  return `Infinitio already runs${url} (process ${pid}). Stop it first, or name another data folder in INFINITIO_DATA.`
}
