import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import type { HelperPlace } from './becomeLeaseUser.ts'
import { withClosedDescriptors } from './closedDescriptors.ts'
import type { LocalSandbox } from './localSandbox.ts'
import { leaseMarker } from './sandboxEnvironment.ts'

/** Maximum heap of a helper program in a sandbox, in MiB. Each session may have one. */
const mostHeapMib = 64

/**
 * Starts a helper program of the agent (a TypeScript file) for a lease. It loads as the agent's user, because the lease's user can read neither Node
 * nor the agent's files, and then changes to the lease's user (`becomeLeaseUser`). It gets none of the workload's variables: NODE_OPTIONS would run
 * the renter's code with the agent's rights. `stdio` may have a fourth entry, which stays open; every other file is closed.
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
