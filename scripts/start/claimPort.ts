import { linkSync, mkdirSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { freePort, readPidFile, writePidFile } from '@infinitio/process/embedded'

const claims = join(tmpdir(), `infinitio-ports-${userInfo().uid}`)

/**
 * Returns a port on which nobody listens and that no running instance on this machine has claimed: `preferred` if possible, otherwise the next free one. If
 * `preferred` is 0, the system chooses. A claim lasts until the claiming process ends. So two instances that start at the same time, or a process that
 * restarts, never get each other's port.
 */
export async function claimPort({ preferred }: { preferred: number }): Promise<number> {
  mkdirSync(claims, { recursive: true })
  for (let port = preferred, tries = 0; tries < 200; tries += 1) {
    const free = await freePort({ preferred: port })
    if (claim(free)) return free
    port = preferred === 0 ? 0 : free + 1
  }
  throw new Error(`No port could be claimed from ${preferred} on`)
}

/** Reserves a port for this process. Returns false if another running process has reserved it. If the other process has ended, takes its reservation over. */
function claim(port: number): boolean {
  const file = join(claims, `${port}.pid`)
  if (readPidFile(file) !== null) return false
  rmSync(file, { force: true })
  const mine = join(claims, `${port}.${process.pid}`)
  writePidFile(mine, process.pid)
  try {
    linkSync(mine, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(mine, { force: true })
  }
}
