import { hashWorkload, type Workload } from '@infinitio/domain'
import { type WorkloadWire, workloadFromWire } from '@infinitio/domain/wire'

/** A workload with a fresh random salt, and its hash: put the one, sign the other. */
export function newWorkload(content: Omit<WorkloadWire, 'salt'>): { workload: WorkloadWire; workloadHash: string } {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  const salt = `0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
  const workload: WorkloadWire = { ...content, salt }
  const typed: Workload = workloadFromWire(workload)
  return { workload, workloadHash: hashWorkload(typed) }
}
