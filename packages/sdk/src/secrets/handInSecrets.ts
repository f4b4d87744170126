import { commitSecrets, hex32, isRefusal, type Secrets, sealSecrets } from '@infinitio/domain'
import type { WorkloadWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import { getNodeKeys, putSealedSecrets } from '../generated/calls.ts'

/**
 * Encrypts secrets to a machine's key and sends them. If the order names a machine, call it before placing the order, otherwise after the match. Unencrypted
 * values never leave this process. `boxKey` is the machine's key as read from the chain; without it, the key in the market's answer is used. Throws
 * `lease.no_secrets` for a workload without secrets, `lease.secrets_differ` if the workload commits to other secrets, and `lease.sealing_unsupported`.
 */
export async function handInSecrets(
  transport: Transport,
  {
    workload,
    workloadHash,
    nodeId,
    secrets,
    boxKey,
  }: { workload: Pick<WorkloadWire, 'secrets'>; workloadHash: string; nodeId: string; secrets: Secrets; boxKey?: string },
): Promise<void> {
  if (workload.secrets === undefined) throw refusal('lease.no_secrets', { detail: workloadHash })
  if (commitSecrets(secrets).commitment !== workload.secrets.commitment) throw refusal('lease.secrets_differ', { detail: workloadHash })
  const box = await sealSecrets({ secrets, owner: { nodeId: hex32(nodeId), boxKey: hex32(boxKey ?? (await getNodeKeys(transport, nodeId)).boxKey) } })
  if (isRefusal(box)) throw refusal(box.rejected, { detail: box.detail ?? '' })
  await putSealedSecrets(transport, { workloadHash, nodeId, box })
}
