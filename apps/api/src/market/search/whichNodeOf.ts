import type { ListingWire } from '@infinitio/domain/wire'
import type { MarketNode } from '../machines/marketNode.ts'

/** The fields that identify a machine and its owner. */
export type WhichNode = Pick<ListingWire, 'node' | 'name' | 'simulated' | 'provider' | 'classId' | 'className' | 'regionId' | 'regionName'>

/** Returns the fields that identify a machine and its owner, with which every answer about a machine begins. */
export function whichNodeOf({ node, name, simulated, provider, classId, className, regionId, regionName }: MarketNode): WhichNode {
  return { node, name, simulated, provider, classId, className, regionId, regionName }
}
