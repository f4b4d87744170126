import { readdir } from 'node:fs/promises'
import { ifThere } from '../../disk/ifThere.ts'
import { localSandboxOf } from './localSandbox.ts'
import { canSeparateUsers, ownerOfLease } from './sandboxOwner.ts'
import { stopSandbox } from './stopSandbox.ts'

/**
 * Ends every process of the leases that have a folder in `leasesDir`. Call it only when an agent is removed, because an agent that restarts leaves these
 * processes running. Returns the number of processes that still run.
 */
export async function endLocalLeases(leasesDir: string): Promise<number> {
  const entries = (await ifThere(readdir(leasesDir, { withFileTypes: true }))) ?? []
  const leases = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  if (leases.length === 0) return 0
  const separateUsers = await canSeparateUsers(leasesDir)
  const left = await Promise.all(
    leases.map((leaseId) => {
      const owner = separateUsers ? ownerOfLease({ leaseId, leasesDir }) : null
      return stopSandbox(localSandboxOf({ leaseId, leasesDir, owner, environment: {} }), [])
    }),
  )
  return left.reduce((sum, processes) => sum + processes, 0)
}
