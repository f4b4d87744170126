import { listHourRecords, listNodePlaces, type NodePlaceRow } from '@infinitio/db'
import type { HourRecordsWire } from '@infinitio/domain/wire'
import { type EpochDocument, hoursOfEpoch } from '@infinitio/sdk/emission'
import type { Services } from '../services.ts'

/** By provider, the nodes of its leaf; null where that is not known here. */
export type LeafPlaces = ReadonlyMap<string, readonly NodePlaceRow[] | null>

/**
 * Which nodes the shares of an epoch's leaves are of. A leaf names none: they are its provider's nodes that were seen in the epoch's hours, in the order
 * in which they were registered. Null for a provider of whom that cannot be told: another number of them, or two different ones of one second.
 */
export async function placesOfLeaves({ db }: Pick<Services, 'db'>, { terms, leaves }: EpochDocument): Promise<LeafPlaces> {
  const seen = new Set<string>()
  for (const { record } of await listHourRecords(db, hoursOfEpoch(terms))) {
    const nodes = JSON.parse(record) as HourRecordsWire['hours'][number]['nodes']
    for (const { node, seconds } of nodes) if (seconds > 0) seen.add(node)
  }
  const places = Map.groupBy(await listNodePlaces(db, { nodeIds: [...seen] }), ({ provider }) => provider)
  return new Map(leaves.map(({ provider, inputs }) => [provider, namedIn(inputs.shares.length, places.get(provider) ?? [])]))
}

function namedIn(count: number, places: NodePlaceRow[]): NodePlaceRow[] | null {
  const isClear = places.every((place, at) => {
    const next = places[at + 1]
    return next?.registeredAt !== place.registeredAt || (next.classId === place.classId && next.regionId === place.regionId)
  })
  return places.length === count && isClear ? places : null
}
