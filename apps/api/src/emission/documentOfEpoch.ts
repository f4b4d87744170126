import { type Db, findEpochDocument } from '@infinitio/db'
import { epochDocumentWire } from '@infinitio/domain/wire'
import { documentFromWire, type EpochDocument, statementOf } from '@infinitio/sdk/emission'
import type { EmissionReader, EmissionStanding } from './createEmissionReader.ts'
import { statementOfEpoch } from './epochsOf.ts'
import { type LeafPlaces, placesOfLeaves } from './placesOfLeaves.ts'

type EpochParts = { readonly db: Db; readonly emission: EmissionReader }

/** Returns the stored Merkle leaves of a published epoch, or null if there are none. */
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

/** Returns class and region of the nodes in an epoch's leaves. */
export async function placesOfEpoch(parts: EpochParts, { chainId, deployed }: EmissionStanding, document: EpochDocument): Promise<LeafPlaces> {
  if (deployed === null) return new Map()
  const statement = statementOf(document.terms, { chainId: BigInt(chainId), emission: deployed.contract })
  return (await parts.emission.places(statement, () => placesOfLeaves(parts, document))) ?? new Map()
}
