import { type ActContracts, type ProposedAct, proposedCalls } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import { refusal } from '../transport/refusal.ts'
import { bountyProblem } from './bountyMove.ts'
import { type Proposal, proposalDescription } from './proposal.ts'

const most96 = 2n ** 96n

/**
 * Builds a proposal for a grant, a class, a reference price, a region, a Directory entry, a bounty, a revocation, an incentive programme or an upgrade. Only
 * the account `proposer` may submit it. Throws `api.invalid_field` for a proposal that the contracts would always reject, for example an amount or price of 0,
 * an empty name, a name over 64 bytes (32 in the Directory), or a reason over 280 bytes.
 */
export function actProposal({ act, text, proposer }: { act: ProposedAct; text: string; proposer: string }, contracts: ActContracts): Proposal {
  const problem = problemOf(act)
  if (problem !== null) throw refusal('api.invalid_field', { detail: problem })
  const calls = proposedCalls(act, contracts).map((call) => ({ ...call, value: 0n }))
  return { calls, description: proposalDescription({ text, proposer: address(proposer.toLowerCase()) }) }
}

function problemOf(act: ProposedAct): string | null {
  switch (act.kind) {
    case 'grant':
      return act.amount > 0n ? null : 'a grant of nothing'
    case 'class':
      if (!Number.isInteger(act.vramGib) || act.vramGib < 1 || act.vramGib > 65_535) return 'vram is from 1 to 65535 GB'
      return nameProblem(act.name, 64) ?? priceProblem(act.pricePerGpuSecond)
    case 'price':
      if (!Number.isInteger(act.classId) || act.classId < 0 || act.classId > 255) return 'a class is from 0 to 255'
      return priceProblem(act.pricePerGpuSecond)
    case 'region':
      return nameProblem(act.name, 64)
    case 'entry':
      return /^[\x20-\x7e]+$/.test(act.name) ? nameProblem(act.name, 32) : 'a name of the Directory is ASCII'
    case 'bounty':
      return bountyProblem(act)
    case 'revocation':
      if (act.filing <= 0n) return 'proofs are numbered from 1'
      return new TextEncoder().encode(act.reason).length <= 280 ? null : 'a reason has at most 280 bytes'
    case 'programme':
      return nameProblem(act.name, 32) ?? rateProblem(act.perEpoch)
    case 'programmeRate':
      return programmeProblem(act.programme) ?? rateProblem(act.perEpoch)
    case 'programmeClose':
      return programmeProblem(act.programme)
    case 'upgrade':
      return null
  }
}

function nameProblem(name: string, most: number): string | null {
  const { length } = new TextEncoder().encode(name)
  return name.trim() !== '' && length <= most ? null : `a name has 1 to ${most} bytes`
}

function programmeProblem(programme: number): string | null {
  return Number.isInteger(programme) && programme >= 1 && programme < 2 ** 32 ? null : 'programmes are numbered from 1'
}

/** Returns why a rate per epoch is not allowed, or null if it is. A rate of 0 pauses an incentive programme, which is allowed. */
function rateProblem(perEpoch: bigint): string | null {
  return perEpoch >= 0n && perEpoch < 2n ** 128n ? null : 'a rate is from 0 to below 2^128'
}

function priceProblem(price: bigint): string | null {
  return price > 0n && price < most96 ? null : 'a price is above 0 and below 2^96'
}
