import { type Db, listNodePlaces, type NodePlaceRow } from '@infinitio/db'
import type { EpochDocument } from '@infinitio/sdk/emission'

/** By node, where it is counted; without those that are not known here. */
export type LeafPlaces = ReadonlyMap<string, NodePlaceRow>

/** Reads where the nodes of an epoch's leaves are counted. */
export async function placesOfLeaves({ db }: { readonly db: Db }, { leaves }: EpochDocument): Promise<LeafPlaces> {
  const nodeIds = leaves.flatMap(({ inputs }) => inputs.shares.map(({ nodeId }) => nodeId))
  return new Map((await listNodePlaces(db, { nodeIds })).map((place) => [place.nodeId, place]))
}
