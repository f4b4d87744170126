import { type Secrets, secretsProblem } from '@infinitio/domain'
import type { WorkloadWire } from '@infinitio/domain/wire'
import { newSecretsSalt, newWorkload, withSecrets } from '@infinitio/sdk'
import { type SecretDraft, valuesOf, writtenSecrets } from '#web/parts/lease-setup/secretDraft.ts'

/** A workload with its hash, and the secrets it commits to; null without. */
export type SecretWorkload = { readonly workload: WorkloadWire; readonly workloadHash: string; readonly secrets: Secrets | null }

/** What will be signed of a content and the secrets beside it. Secrets that cannot be signed yet are left out. */
export function secretWorkload(content: Omit<WorkloadWire, 'salt'>, drafts: readonly SecretDraft[]): SecretWorkload {
  const named = newWorkload(content)
  const written = writtenSecrets(drafts)
  if (written.length === 0 || secretsProblem(written, content.environment) !== null) return { ...named, secrets: null }
  const secrets = { salt: newSecretsSalt(), values: valuesOf(written) }
  return { ...withSecrets(named.workload, secrets), secrets }
}
