import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { isAlive } from './isAlive.ts'
import { namespaces } from './namespaceOfTests.ts'

/** Prefix of the folders of leases. The id of the process that created the folder follows. */
export const leasesPrefix = 'infinitio-leases-'

/** Unmounts and removes the remains of killed test runs: the leases' disks, their folders, and their network guards (network namespaces). */
export function clearAwayDeadLeases(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${leasesPrefix}(\\d+)-`).exec(name)?.[1])
    if (!Number.isSafeInteger(pid) || isAlive(pid)) continue
    const folder = path.join(tmpdir(), name)
    const mounts = readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[4] ?? '')
    for (const mount of mounts.filter((one) => one.startsWith(`${folder}/`)).reverse()) execFileSync('umount', ['--lazy', mount])
    const agent = createHash('sha256').update(folder).digest('hex').slice(0, 12)
    for (const guard of namespaces().filter((one) => one.startsWith(`infinitio-${agent}-`))) execFileSync('ip', ['netns', 'delete', guard])
    rmSync(folder, { recursive: true, force: true })
  }
}
