import type { ReadEpoch } from '@infinitio/chain'
import { type Db, findEpochDocument } from '@infinitio/db'
import { epochDocumentWire, type epochStates } from '@infinitio/domain/wire'
import { documentFromWire, type EpochDocument, statementOf } from '@infinitio/sdk/emission'
import type { EmissionReader, EmissionStanding } from './createEmissionReader.ts'
import { type LeafPlaces, placesOfLeaves } from './placesOfLeaves.ts'

type EpochParts = { readonly db: Db; readonly emission: EmissionReader }

/** Returns the stored document of a published emission epoch with all its Merkle leaves, or null if there is none. */
export async function documentOfEpoch(
  { db, emission }: EpochParts,
  standing: EmissionStanding,
  epoch: Parameters<typeof statementOfEpoch>[2] | undefined,
): Promise<EpochDocument | null> {
  if (epoch === undefined || standing.deployed === null) return null
  const statement = statementOfEpoch(standing, standing.deployed, epoch)
  return await emission.document(statement, async () => {
    const text = await findEpochDocument(db, { statement })
    return text === null ? null : documentFromWire(epochDocumentWire.parse(JSON.parse(text)))
  })
}

/** Returns class and region of all nodes in the Merkle leaves of an epoch. A leaf contains the earnings of one provider. */
export async function placesOfEpoch(parts: EpochParts, { chainId, deployed }: EmissionStanding, document: EpochDocument): Promise<LeafPlaces> {
  if (deployed === null) return new Map()
  const statement = statementOf(document.terms, { chainId: BigInt(chainId), emission: deployed.contract })
  return (await parts.emission.places(statement, () => placesOfLeaves(parts, document))) ?? new Map()
}

/** Returns the statement that validators sign for an emission epoch: the hash of its terms for this chain and contract, in hex. */
export function statementOfEpoch({ chainId }: EmissionStanding, deployed: NonNullable<EmissionStanding['deployed']>, { terms }: ReadEpoch): string {
  return statementOf(terms, { chainId: BigInt(chainId), emission: deployed.contract })
}

/**
 * Returns the state of an epoch. It is `final` if the time `finalAt` of this epoch and of all earlier ones has passed, and no challenge to any of them waits
 * for an answer. Otherwise it is `open` while the epoch can be challenged, and then `waiting`, for example for the answer to a challenge or for an earlier
 * epoch.
 */
export function stateOfEpoch({ blockTimestamp }: EmissionStanding, epochs: readonly ReadEpoch[], epoch: ReadEpoch): (typeof epochStates)[number] {
  const upTo = epochs.filter(({ terms }) => terms.epoch <= epoch.terms.epoch)
  if (upTo.every(({ finalAt, openDemands }) => blockTimestamp >= finalAt && openDemands === 0)) return 'final'
  return blockTimestamp < epoch.challengeUntil ? 'open' : 'waiting'
}
