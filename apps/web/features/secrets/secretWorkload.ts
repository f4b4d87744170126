import { type Secrets, secretsProblem } from '@infinitio/domain'
import type { WorkloadWire } from '@infinitio/domain/wire'
import { newSecretsSalt, newWorkload, withSecrets } from '@infinitio/sdk'
import { type SecretDraft, valuesOf, writtenSecrets } from '#web/parts/lease-setup/secretDraft.ts'

/** A workload (the description of what runs in a lease), its hash, and the secrets to which the workload commits; null if there are no secrets. */
export type SecretWorkload = { readonly workload: WorkloadWire; readonly workloadHash: string; readonly secrets: Secrets | null }

/** Returns the workload that the renter will sign, with a commitment to the typed secrets. While one of the secrets is not valid, leaves all secrets out. */
export function secretWorkload(content: Omit<WorkloadWire, 'salt'>, drafts: readonly SecretDraft[]): SecretWorkload {
  const named = newWorkload(content)
  const written = writtenSecrets(drafts)
  if (written.length === 0 || secretsProblem(written, content.environment) !== null) return { ...named, secrets: null }
  const secrets = { salt: newSecretsSalt(), values: valuesOf(written) }
  return { ...withSecrets(named.workload, secrets), secrets }
}
