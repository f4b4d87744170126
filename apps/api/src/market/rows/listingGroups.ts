import type { GpuLink, Isolation } from '@infinitio/domain'
import type { MarketNode } from '../machines/marketNode.ts'

/** What rows of a group have in common. */
export type ListingGroup = {
  readonly classId: number
  readonly regionId: number
  readonly vramGib: number
  readonly gpuLink: GpuLink | null
  readonly isSimulated: boolean
  /** What separates a lease from the machine; null: not known. */
  readonly isolation: Isolation | null
  /** Listed, answering, not retired, and with an ask that some span fits. */
  readonly isOffered: boolean
}

/** Groups of rows that a search can judge as one. There are few: a search looks at each once before it looks at rows. */
export type ListingGroups = {
  /** The number of a node's group. */
  numberOf(node: MarketNode): number
  /** All groups by their numbers. */
  all(): readonly ListingGroup[]
}

/** Makes an empty list of groups; what was a group once stays one. */
export function listingGroups(): ListingGroups {
  const groups: ListingGroup[] = []
  const numbers = new Map<string, number>()
  return {
    numberOf(node) {
      const group = groupOf(node)
      const key = `${group.classId} ${group.regionId} ${group.vramGib} ${group.gpuLink} ${group.isSimulated} ${group.isolation} ${group.isOffered}`
      const known = numbers.get(key)
      if (known !== undefined) return known
      numbers.set(key, groups.length)
      return groups.push(group) - 1
    },
    all: () => groups,
  }
}

function groupOf({ ask, classId, regionId, vramGib, gpuLink, simulated, isolation, listed, retired, state }: MarketNode): ListingGroup {
  const isOffered = listed && !retired && state === 'answering' && ask !== null && ask.wire.minDurationSeconds <= ask.wire.maxDurationSeconds
  return { classId, regionId, vramGib, gpuLink, isSimulated: simulated, isolation, isOffered }
}
