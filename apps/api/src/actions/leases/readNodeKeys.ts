import { findNodeKeys } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'
import type { NodeKeysWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** The keys of a registered node, as the chain has them. Refuses with `node.unknown`. */
export async function readNodeKeys({ db }: Services, { nodeId }: { nodeId: string }): Promise<NodeKeysWire | Refusal> {
  const keys = await findNodeKeys(db, { nodeId })
  return keys === null ? { rejected: 'node.unknown' } : { nodeId, ...keys }
}
