import type { GpuLink, Isolation } from '@infinitio/domain'
import type { MarketNode } from '../machines/marketNode.ts'

/** The values that all nodes of a group have in common, such as class and region. A search checks them once for the whole group. */
export type ListingGroup = {
  readonly classId: number
  readonly regionId: number
  readonly vramGib: number
  readonly gpuLink: GpuLink | null
  readonly isSimulated: boolean
  /** How a lease is isolated from the machine; null if that is unknown. */
  readonly isolation: Isolation | null
  /** The trust tier, from 0 to 3. */
  readonly tier: number
  /** True if the nodes are listed, respond and are not retired, and have an ask that allows some lease. */
  readonly isOffered: boolean
}

/**
 * Groups of nodes that a search can check at once, because their values are equal. A search first checks each group, and then reads only the nodes of the
 * groups that fit.
 */
export type ListingGroups = {
  /** Returns the number of the group to which a node belongs. Creates the group if it is new. */
  numberOf(node: MarketNode): number
  /** Returns all groups in the order of their numbers. */
  all(): readonly ListingGroup[]
}

/** Creates an empty list of groups. A group stays in the list even if no node belongs to it any longer. */
export function listingGroups(): ListingGroups {
  const groups: ListingGroup[] = []
  const numbers = new Map<string, number>()
  return {
    numberOf(node) {
      const group = groupOf(node)
      const key = `${group.classId} ${group.regionId} ${group.vramGib} ${group.gpuLink} ${group.isSimulated} ${group.isolation} ${group.tier} ${group.isOffered}`
      const known = numbers.get(key)
      if (known !== undefined) return known
      numbers.set(key, groups.length)
      return groups.push(group) - 1
    },
    all: () => groups,
  }
}

function groupOf({ ask, classId, regionId, vramGib, gpuLink, simulated, isolation, tier, listed, retired, state }: MarketNode): ListingGroup {
  const isOffered = listed && !retired && state === 'answering' && ask !== null && ask.wire.minDurationSeconds <= ask.wire.maxDurationSeconds
  return { classId, regionId, vramGib, gpuLink, isSimulated: simulated, isolation, tier, isOffered }
}
