import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'

/** The user and group a lease's processes run as. */
export type SandboxOwner = { uid: number; gid: number }

const firstUid = 600_000
const uids = 16_000_000

/** The user of a lease, drawn from its directory's name: the same after every restart, another for every lease and every agent. */
export function ownerOfLease({ leaseId, leasesDir }: { leaseId: string; leasesDir: string }): SandboxOwner {
  const drawn = createHash('sha256').update(`${leasesDir}/${leaseId}`).digest().readUInt32BE()
  const uid = firstUid + (drawn % uids)
  return { uid, gid: uid }
}

/**
 * Whether leases can have users of their own here: the agent must be root, and such a user must be able to reach `leasesDir`.
 * Without it every lease runs as the agent's user and can read what that user can. Tried, not guessed; never rejects.
 */
export async function canSeparateUsers(leasesDir: string): Promise<boolean> {
  if (process.getuid?.() !== 0) return false
  const owner = ownerOfLease({ leaseId: '0', leasesDir })
  return new Promise((resolve) => {
    const probe = spawn('/bin/bash', ['-c', 'cd -- "$1"', 'probe', leasesDir], { uid: owner.uid, gid: owner.gid, stdio: 'ignore', cwd: '/', env: {} })
    probe.once('error', () => resolve(false))
    probe.once('exit', (code) => resolve(code === 0))
  })
}
