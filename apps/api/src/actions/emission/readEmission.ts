import type { ReadValidatorSet } from '@infinitio/chain'
import { findEpochDocument } from '@infinitio/db'
import type { EmissionWire } from '@infinitio/domain/wire'
import { type EpochDocument, minerShare, regulator } from '@infinitio/sdk/emission'
import { concentrationOf } from '../../emission/concentrationOf.ts'
import type { EmissionStanding } from '../../emission/createEmissionReader.ts'
import { documentOfEpoch, placesOfEpoch, statementOfEpoch, stateOfEpoch } from '../../emission/documentOfEpoch.ts'
import { earningsOf } from '../../emission/earningsOf.ts'
import type { Services } from '../../services/services.ts'

/** Returns the state of emission (the pay of machines in new PToken) and its last epochs, newest first. Throws ChainUnavailableError. */
export async function readEmission(services: Services): Promise<EmissionWire> {
  const { db, emission } = services
  const standing = await emission.read()
  const { blockNumber, blockTimestamp, deployed } = standing
  const at = { blockNumber: Number(blockNumber), blockTimestamp: Number(blockTimestamp) }
  if (deployed === null) return { ...at, emission: null }
  const { state, epochs, set } = deployed
  const shown = epochs.toReversed().map(async (epoch) => {
    const { terms, publishedAt, finalAt, openDemands } = epoch
    const statement = statementOfEpoch(standing, deployed, epoch)
    return {
      ...{ epoch: Number(terms.epoch), previous: Number(terms.previous), statement },
      ...{ total: `${terms.total}`, due: `${terms.due}`, available: `${terms.available}`, burned: `${terms.burned}` },
      ...{ activeNodes: Number(terms.common.activeNodes), publishedAt: Number(publishedAt), finalAt: Number(finalAt), openDemands },
      state: stateOfEpoch(standing, epochs, epoch),
      hasDocument: (await findEpochDocument(db, { statement })) !== null,
    }
  })
  const newest = await documentOfEpoch(services, standing, epochs.at(-1))
  return {
    ...at,
    emission: {
      contract: deployed.contract,
      parametersVersion: state.parametersVersion,
      lastEpoch: Number(state.lastEpoch),
      claimed: `${state.claimed}`,
      leastG: Number(state.leastG),
      challengeBond: `${state.challengeBond}`,
      validators: set?.members.length ?? 0,
      set: set === null ? null : setToWire(set),
      factors: await factorsOf(services, deployed),
      concentration: newest === null ? null : concentrationOf(newest),
      earnings: newest === null ? null : await earningsIn(services, standing, newest),
      epochs: await Promise.all(shown),
    },
  }
}

function setToWire({ setHash, formedAt, members }: ReadValidatorSet) {
  return { setHash, formedAt: Number(formedAt), members: members.map(({ account, stake }) => ({ account, stake: `${stake}` })) }
}

/**
 * Returns the factors of the emission formula that are the same for all nodes, with their values in the last epoch, as fixed-point numbers with 18 decimals.
 * Null before the first epoch.
 */
async function factorsOf({ emission }: Services, { contract, epochs }: NonNullable<EmissionStanding['deployed']>) {
  const terms = epochs.at(-1)?.terms
  if (terms === undefined) return null
  const parameters = await emission.parameters(contract, terms.parametersVersion)
  return {
    minerShare: `${minerShare(terms.common.activeNodes, parameters)}`,
    regulator: `${regulator(terms.common.slope, parameters)}`,
    environmentFloor: `${parameters.environmentFloor}`,
  }
}

async function earningsIn(services: Services, standing: EmissionStanding, document: EpochDocument) {
  if (standing.deployed === null) return null
  const [places, parameters] = await Promise.all([
    placesOfEpoch(services, standing, document),
    services.emission.parameters(standing.deployed.contract, document.terms.parametersVersion),
  ])
  return earningsOf(document, { places, parameters })
}
