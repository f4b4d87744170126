import { randomBytes } from 'node:crypto'

const pattern = /^mcp-(once|keep)-(\d{1,10})-[0-9a-f]{8}$/

/** Returns a new name for the lease of a tool of `infinitio mcp`: `mcp-once-` or `mcp-keep-`, the process id of this server, and a random part. */
export function newLeaseName(rents: 'once' | 'keep'): string {
  return `mcp-${rents}-${process.pid}-${randomBytes(4).toString('hex')}`
}

/**
 * Returns which of these leases a server of `infinitio mcp` made that no longer runs on this computer. A process id that is in use counts as a server that runs.
 * `ownPid` is the id of the server that asks: it has just started, so a lease with its id is from an earlier process.
 */
export function unusedLeases<Lease extends { readonly name: string }>(
  leases: readonly Lease[],
  { ownPid, isRunning }: { readonly ownPid: number; readonly isRunning: (pid: number) => boolean },
): readonly Lease[] {
  return leases.filter(({ name }) => {
    const pid = pattern.exec(name)?.[2]
    return pid !== undefined && (Number(pid) === ownPid || !isRunning(Number(pid)))
  })
}

/** Returns true if a process with this id runs on this computer, also one of another user. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
