import { type Address, isRefusal, type Refusal } from '@infinitio/domain'
import type { ProviderMachine } from '../../market/machines/machinesOfProvider.ts'
import type { Services } from '../../services/services.ts'

/**
 * Returns a machine of this provider. Rejects with `api.not_ready`, and with `node.unknown` for a machine of another provider, as for one that does
 * not exist.
 */
export async function findOwnMachine(
  { market }: Services,
  { account, nodeId }: { account: Address; nodeId: string },
): Promise<ProviderMachine | Refusal> {
  const answer = await market.ask({ kind: 'machinesOfProvider', account })
  if (isRefusal(answer)) return answer
  return answer.machines.find(({ node }) => node.node === nodeId) ?? { rejected: 'node.unknown', detail: nodeId }
}
