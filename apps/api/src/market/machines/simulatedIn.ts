import type { ListingIndex } from '../createListingIndex.ts'

/** Tells simulated machines from others, one by one and by class. */
export type SimulatedParts = {
  readonly machine: (nodeId: string) => boolean
  /** Whether a class has simulated machines; in one region when it is not null. */
  readonly place: (place: { readonly classId: number; readonly regionId: number | null }) => boolean
}

/** Looks them up in the index, which has every registered machine. */
export function simulatedIn(index: ListingIndex): SimulatedParts {
  return {
    machine: (nodeId) => index.node(nodeId)?.simulated ?? false,
    place: ({ classId, regionId }) =>
      index.groups().some((group) => group.isSimulated && group.classId === classId && (regionId === null || group.regionId === regionId)),
  }
}
