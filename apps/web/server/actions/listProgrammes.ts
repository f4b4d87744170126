import type { ProgrammesWire } from '@infinitio/domain/wire'
import type { Services } from '../services.ts'

/** Incentive programmes with what is left of each, newest first. Throws ChainUnavailableError. */
export async function listProgrammes({ emission }: Services): Promise<ProgrammesWire> {
  const { blockNumber, blockTimestamp, pToken, deployed } = await emission.read()
  const items = (deployed?.programmes ?? []).map((one) => ({ ...one, perEpoch: `${one.perEpoch}`, remaining: `${one.remaining}` }))
  return {
    ...{ blockNumber: Number(blockNumber), blockTimestamp: Number(blockTimestamp) },
    contracts: deployed === null ? null : { emission: deployed.contract, pToken },
    items: items.toReversed(),
  }
}
