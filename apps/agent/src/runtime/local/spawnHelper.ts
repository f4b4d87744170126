import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import type { HelperPlace } from './becomeLeaseUser.ts'
import { withClosedDescriptors } from './closedDescriptors.ts'
import type { LocalSandbox } from './localSandbox.ts'
import { leaseMarker } from './sandboxEnvironment.ts'

/** Heap of a program of ours in a sandbox: there may be one for each session. */
const mostHeapMib = 64

/**
 * Starts a program of ours (a TypeScript file) for a lease. It is loaded as the agent's user, because the lease's can read neither Node nor
 * our files, and becomes the lease's user itself (`becomeLeaseUser`). Nothing of the workload's environment reaches it (NODE_OPTIONS would run
 * the renter's code with the agent's rights). `stdio` may name a fourth entry, which stays open; every other file is closed.
 */
export function spawnHelper({ sandbox, program, stdio }: { sandbox: LocalSandbox; program: string; stdio: StdioOptions }): ChildProcess {
  const place: HelperPlace = { owner: sandbox.owner, home: sandbox.home }
  const lastKept = Array.isArray(stdio) ? stdio.length - 1 : 2
  const { file, args } = withClosedDescriptors([process.execPath, `--max-old-space-size=${mostHeapMib}`, program, JSON.stringify(place)], lastKept)
  return spawn(file, args, {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', HOME: sandbox.home, LANG: 'C.UTF-8', [leaseMarker]: sandbox.home },
    detached: true,
    stdio,
  })
}
