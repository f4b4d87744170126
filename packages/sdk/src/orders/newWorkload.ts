import { commitSecrets, hashWorkload, type Secrets } from '@infinitio/domain'
import { type WorkloadWire, workloadFromWire } from '@infinitio/domain/wire'
import { newSecretsSalt } from '../secrets/secretsSalt.ts'

/** Returns a workload with a new random salt, and the workload's hash. Upload the workload, and sign the hash as part of the bid. */
export function newWorkload(content: Omit<WorkloadWire, 'salt'>): { workload: WorkloadWire; workloadHash: string } {
  return hashed({ ...content, salt: newSecretsSalt() })
}

/** Returns the same workload with a commitment to these secrets (a hash that fixes them without showing them). Send the secrets with `handInSecrets`. */
export function withSecrets(workload: WorkloadWire, secrets: Secrets): { workload: WorkloadWire; workloadHash: string } {
  const { names, commitment } = commitSecrets(secrets)
  return hashed({ ...workload, secrets: { names: [...names], commitment } })
}

function hashed(workload: WorkloadWire): { workload: WorkloadWire; workloadHash: string } {
  return { workload, workloadHash: hashWorkload(workloadFromWire(workload)) }
}
