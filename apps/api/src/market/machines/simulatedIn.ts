import type { ListingIndex } from '../createListingIndex.ts'

/** Two functions: one returns true if a machine is simulated, the other returns true if a class has simulated machines. */
export type SimulatedParts = {
  readonly machine: (nodeId: string) => boolean
  /** Returns true if a class has simulated machines: in one region, or in any region if `regionId` is null. */
  readonly place: (place: { readonly classId: number; readonly regionId: number | null }) => boolean
}

/** Creates the checks for simulated machines from the index, which contains every registered machine. */
export function simulatedIn(index: ListingIndex): SimulatedParts {
  return {
    machine: (nodeId) => index.node(nodeId)?.simulated ?? false,
    place: ({ classId, regionId }) =>
      index.groups().some((group) => group.isSimulated && group.classId === classId && (regionId === null || group.regionId === regionId)),
  }
}
