import type { LeaseDetailRow } from '@infinitio/db'
import type { LeaseSecretsWire, WorkloadWire } from '@infinitio/domain/wire'

/** How far the secrets of a living lease are. Pure. */
export function secretsOfLease(
  { secretsState, secretsCode }: Pick<LeaseDetailRow, 'secretsState' | 'secretsCode'>,
  workload: WorkloadWire | null,
): LeaseSecretsWire {
  if (workload?.secrets === undefined) return { state: 'none' }
  if (secretsState === null) return { state: 'waiting' }
  if (secretsState !== 'refused') return { state: secretsState }
  return { state: 'refused', code: secretsCode === 'lease.secrets_differ' ? secretsCode : 'lease.secrets_unreadable' }
}
