import { infinitioGovernorAbi } from '@infinitio/chain'
import { hex32, type Hex32 } from '@infinitio/domain'
import type { DraftCheckWire } from '@infinitio/domain/wire'
import { type Client, encodeAbiParameters, keccak256, numberToHex } from 'viem'
import { readContract } from 'viem/actions'
import type { Contracts, ProposalsAt } from '../contractsAt.ts'
import { readParameters } from '../parameters/createParameterReader.ts'
import type { ProposalPast } from './createProposalPast.ts'
import { createSimulator } from './createSimulator.ts'
import { describeCalls } from './describeCalls.ts'
import type { ProposalCall } from './governorLog.ts'

/** Checks calls of a proposal that nobody has proposed yet. Throws ChainUnavailableError while too many simulations run, and viem's errors. */
export type DraftChecker = (where: ProposalsAt & Contracts, calls: readonly ProposalCall[]) => Promise<DraftCheckWire>

const listType = [{ type: 'address[]' }, { type: 'uint256[]' }, { type: 'bytes[]' }] as const

/** Creates a checker. It has its own simulator, so that drafts do not use up the simulations of existing proposals. */
export function createDraftChecker(client: Client, past: ProposalPast): DraftChecker {
  const play = createSimulator(client)
  return async (where, calls) => {
    const { governance, block } = where
    const { blockNumber, blockTimestamp } = block
    const before = await readParameters(client, where, { blockNumber, timestamp: blockTimestamp })
    const [played, described, hasFullPower] = await Promise.all([
      play({ governance, proposed: { id: draftId(calls), calls, descriptionHash: noDescription }, block }),
      describeCalls(client, where, { calls, before, past, comparedAt: blockNumber, logs: null }),
      readContract(client, { address: governance.governor, abi: infinitioGovernorAbi, functionName: 'hasFullPower', blockNumber }),
    ])
    const mayPass = hasFullPower || described.every(({ bounded }) => bounded)
    return { blockNumber: Number(blockNumber), blockTimestamp: Number(blockTimestamp), ...played, calls: described, mayPass }
  }
}

/** Simulate drafts without a description. The description of a proposal does not change the effect of its calls. */
const noDescription: Hex32 = hex32(numberToHex(0n, { size: 32 }))

function draftId(calls: readonly ProposalCall[]): bigint {
  return BigInt(keccak256(encodeAbiParameters(listType, [calls.map(({ to }) => to), calls.map(({ value }) => value), calls.map(({ data }) => data)])))
}
