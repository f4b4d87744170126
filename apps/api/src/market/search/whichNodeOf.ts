import type { ListingWire } from '@infinitio/domain/wire'
import type { MarketNode } from '../machines/marketNode.ts'

/** The fields that identify a machine and its owner. */
export type WhichNode = Pick<
  ListingWire,
  'node' | 'name' | 'simulated' | 'provider' | 'providerName' | 'providerBonded' | 'classId' | 'className' | 'regionId' | 'regionName'
>

/** Returns the fields that identify a machine and its owner. Every answer about a machine begins with them. */
export function whichNodeOf(machine: MarketNode): WhichNode {
  const { node, name, simulated, provider, providerName, providerBonded, classId, className, regionId, regionName } = machine
  return { node, name, simulated, provider, providerName, providerBonded, classId, className, regionId, regionName }
}
