import { mostSponsors, type ProgrammesWire, type ProgrammeWire } from '@infinitio/domain/wire'
import type { ProgrammeWithHistory } from '../../emission/programmeHistory.ts'
import type { Services } from '../../services/services.ts'

/** Lists incentive programmes with their remaining budgets and sponsors, newest first. Throws ChainUnavailableError. */
export async function listProgrammes({ emission }: Services): Promise<ProgrammesWire> {
  const { blockNumber, blockTimestamp, pToken, deployed } = await emission.read()
  const items = (deployed?.programmes ?? []).map(wireOf)
  return {
    ...{ blockNumber: Number(blockNumber), blockTimestamp: Number(blockTimestamp) },
    contracts: deployed === null ? null : { emission: deployed.contract, pToken },
    items: items.toReversed(),
  }
}

function wireOf(programme: ProgrammeWithHistory): ProgrammeWire {
  const { isClosed, sponsors, perEpoch, remaining, paidIn, spent, ...plain } = programme
  const largest = sponsors.slice(0, mostSponsors).map(({ account, amount }) => ({ account, amount: `${amount}` }))
  const amounts = { perEpoch: `${perEpoch}`, remaining: `${remaining}`, paidIn: `${paidIn}`, spent: `${spent}` }
  return { ...plain, ...amounts, state: stateOf(programme), sponsors: largest, sponsorCount: sponsors.length }
}

function stateOf({ isClosed, perEpoch, remaining }: ProgrammeWithHistory): ProgrammeWire['state'] {
  if (isClosed) return 'closed'
  if (perEpoch === 0n) return 'paused'
  return remaining === 0n ? 'empty' : 'paying'
}
