import { commitSecrets, hashWorkload, type Secrets } from '@infinitio/domain'
import { type WorkloadWire, workloadFromWire } from '@infinitio/domain/wire'
import { newSecretsSalt } from '../secrets/secretsSalt.ts'

/** A workload with a fresh random salt, and its hash: put the one, sign the other. */
export function newWorkload(content: Omit<WorkloadWire, 'salt'>): { workload: WorkloadWire; workloadHash: string } {
  return hashed({ ...content, salt: newSecretsSalt() })
}

/** The same workload, committed to these secrets; hand them in with `handInSecrets`. */
export function withSecrets(workload: WorkloadWire, secrets: Secrets): { workload: WorkloadWire; workloadHash: string } {
  const { names, commitment } = commitSecrets(secrets)
  return hashed({ ...workload, secrets: { names: [...names], commitment } })
}

function hashed(workload: WorkloadWire): { workload: WorkloadWire; workloadHash: string } {
  return { workload, workloadHash: hashWorkload(workloadFromWire(workload)) }
}
