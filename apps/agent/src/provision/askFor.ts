import type { Ask, MaintenanceWindow } from '@infinitio/domain'
import type { AskWire, ChainWire } from '@infinitio/domain/wire'
import { buildAsk } from '@infinitio/sdk'
import type { FleetNode } from '../fleet/fleetNode.ts'
import { listedForSeconds, renewedAsk } from './renewedAsk.ts'

/** Builds an ask of a node on these terms, valid from now. Without terms, uses those of the node's first listing. */
export function askFor({
  node,
  nodeId,
  provider,
  terms,
  nonce,
  maintenance = [],
  chain,
}: {
  node: Pick<FleetNode, 'gpus' | 'ask'>
  nodeId: string
  provider: string
  terms: AskWire | null
  nonce: bigint
  maintenance?: readonly MaintenanceWindow[]
  chain: Pick<ChainWire, 'chainNow' | 'feeBps'>
}): Ask {
  if (terms !== null) return renewedAsk({ nodeId, provider, terms, nonce, maintenance, chain })
  return buildAsk({ ...node.ask, provider, node: nodeId, gpus: node.gpus, availableForSeconds: listedForSeconds, nonce, maintenance, chain })
}
