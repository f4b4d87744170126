import { type Db, listNodePlaces, type NodePlaceRow } from '@infinitio/db'
import type { EpochDocument } from '@infinitio/sdk/emission'

/** Class and region of nodes, by node id. Nodes that the database does not know are missing. */
export type LeafPlaces = ReadonlyMap<string, NodePlaceRow>

/** Reads the class and the region of all nodes that occur in the Merkle leaves of an epoch. A leaf contains the earnings of a provider. */
export async function placesOfLeaves({ db }: { readonly db: Db }, { leaves }: EpochDocument): Promise<LeafPlaces> {
  const nodeIds = leaves.flatMap(({ inputs }) => inputs.shares.map(({ nodeId }) => nodeId))
  return new Map((await listNodePlaces(db, { nodeIds })).map((place) => [place.nodeId, place]))
}
