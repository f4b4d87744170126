import type { ListingWire } from '@infinitio/domain/wire'
import type { MarketNode } from '../machines/marketNode.ts'

/** The fields that say which machine it is and whose. */
export type WhichNode = Pick<ListingWire, 'node' | 'name' | 'simulated' | 'provider' | 'classId' | 'className' | 'regionId' | 'regionName'>

/** Which machine it is and whose, as everything that shows one begins. */
export function whichNodeOf({ node, name, simulated, provider, classId, className, regionId, regionName }: MarketNode): WhichNode {
  return { node, name, simulated, provider, classId, className, regionId, regionName }
}
