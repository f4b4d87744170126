import { listNodeKeys } from '@infinitio/db'
import { type Ask, address, type Refusal } from '@infinitio/domain'
import type { Services } from '../services.ts'

/** Who must have signed an ask: the node key when a mandate came along, else the provider. Refuses with `node.unknown`. */
export async function askSigner(services: Services, ask: Ask, { byNode }: { byNode: boolean }): Promise<Ask['provider'] | Refusal> {
  const key = (await listNodeKeys(services.db, { nodeIds: [ask.node] })).get(ask.node)
  if (key === undefined) return { rejected: 'node.unknown' }
  return byNode ? address(key) : ask.provider
}
