import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'

/** The user and group of a lease's processes. */
export type SandboxOwner = { uid: number; gid: number }

const firstUid = 600_000
const uids = 16_000_000

/** Derives the user of a lease from its directory's path: the same after every restart, and almost certainly another one for each lease and each agent. */
export function ownerOfLease({ leaseId, leasesDir }: { leaseId: string; leasesDir: string }): SandboxOwner {
  const drawn = createHash('sha256').update(`${leasesDir}/${leaseId}`).digest().readUInt32BE()
  const uid = firstUid + (drawn % uids)
  return { uid, gid: uid }
}

/**
 * Returns true if each lease can have a separate user on this machine. For that, the agent must be root, and such a user must be able to enter `leasesDir`.
 * Otherwise every lease runs as the agent's user and can read that user's files. Tests it with a real process. Never rejects.
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
