import { linkSync, mkdirSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { freePort, readPidFile, writePidFile } from '@infinitio/process/embedded'

const claims = join(tmpdir(), `infinitio-ports-${userInfo().uid}`)

/**
 * A port that nobody listens on and no running house on this machine, this one included, has claimed: `preferred` when it is such a port,
 * otherwise the next one that is; 0 takes any. A house claims its ports for as long as its supervisor lives, so that two
 * houses that start at the same time, or a process that is being started again, never end up with the same one.
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

/** Writes our name on a port; false when a running process has written one already. A name nobody answers to any more is replaced. */
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
