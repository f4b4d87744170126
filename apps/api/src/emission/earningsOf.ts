import type { NodePlaceRow } from '@infinitio/db'
import type { EmissionWire } from '@infinitio/domain/wire'
import { earnedOf, type EconomyParameters, type EpochDocument } from '@infinitio/sdk/emission'
import type { LeafPlaces } from './placesOfLeaves.ts'

type Earnings = NonNullable<NonNullable<EmissionWire['emission']>['earnings']>
type Counted = { readonly place: NodePlaceRow | null; readonly compute: bigint; readonly burned: bigint; readonly earned: bigint }

/**
 * Returns the earnings of nodes in one emission epoch, summed by class and by region, highest first. Nodes that are not in the database are summed in one entry
 * without a name.
 */
export function earningsOf(
  { terms, leaves }: EpochDocument,
  { places, parameters }: { places: LeafPlaces; parameters: EconomyParameters },
): Earnings {
  const nodes = leaves.flatMap(({ inputs }) =>
    inputs.shares.map((share): Counted => {
      const { rebate, programmeShares } = earnedOf(share, { terms, parameters })
      const { referenceGpuHours: compute, burned } = share.node
      return { place: places.get(share.nodeId) ?? null, compute, burned, earned: rebate + programmeShares }
    }),
  )
  return {
    classes: grouped(nodes, (place) => ({ id: place.classId, name: place.className })),
    regions: grouped(nodes, (place) => ({ id: place.regionId, name: place.regionName })),
  }
}

function grouped(nodes: readonly Counted[], nameOf: (place: NodePlaceRow) => { id: number; name: string | null }): Earnings['classes'] {
  const groups = Map.groupBy(nodes, ({ place }) => (place === null ? null : nameOf(place).id))
  return [...groups.values()]
    .map((group) => {
      const sumOf = (key: 'compute' | 'burned' | 'earned') => group.reduce((sum, node) => sum + node[key], 0n)
      const place = group[0]?.place ?? null
      return {
        ...(place === null ? { id: null, name: null } : nameOf(place)),
        ...{ nodes: group.length, referenceGpuHours: `${sumOf('compute')}`, burned: `${sumOf('burned')}`, earned: `${sumOf('earned')}` },
      }
    })
    .sort((one, other) => (BigInt(one.earned) < BigInt(other.earned) ? 1 : BigInt(one.earned) > BigInt(other.earned) ? -1 : 0))
}
