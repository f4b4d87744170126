import { type GovernanceAddresses, infinitioGovernorAbi } from '@infinitio/chain'
import { type Address, address } from '@infinitio/domain'
import { readContract } from 'viem/actions'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'

/** States of a proposal, in the governor's order. */
export const proposalStates = ['pending', 'active', 'cancelled', 'defeated', 'succeeded', 'queued', 'expired', 'executed'] as const

/** The state of a proposal in the governor. */
export type ProposalState = (typeof proposalStates)[number]

/**
 * A proposal in the governor: votes in base units of G, times in Unix seconds. `executableAt` is 0 until it is
 * queued. `bondSettled` is true once its bond was freed or moved to the treasury.
 */
export type ProposalStanding = {
  readonly state: ProposalState
  readonly proposer: Address
  readonly snapshotAt: bigint
  readonly deadline: bigint
  readonly executableAt: bigint
  readonly against: bigint
  readonly for: bigint
  readonly abstain: bigint
  readonly bondSettled: boolean
}

/** Reads a proposal at the head of the chain. Returns null for an unknown id. Throws `chain.rpc_silent`. */
export async function readProposal(
  access: ExitAccess,
  { governance, id }: { governance: Pick<GovernanceAddresses, 'governor'>; id: bigint },
): Promise<ProposalStanding | null> {
  const at = { address: governance.governor, abi: infinitioGovernorAbi, args: [id] } as const
  const snapshotAt = await askRpc(access, () => readContract(access.client, { ...at, functionName: 'proposalSnapshot' }))
  if (snapshotAt === 0n) return null
  const [state, proposer, deadline, executableAt, votes, bondSettled] = await Promise.all([
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'state' })),
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'proposalProposer' })),
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'proposalDeadline' })),
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'proposalEta' })),
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'proposalVotes' })),
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'isBondSettled' })),
  ])
  const named = proposalStates[state]
  if (named === undefined) throw new Error(`the governor names a state ${state} that nobody knows`)
  const [against, yes, abstain] = votes
  return { state: named, proposer: address(proposer.toLowerCase()), snapshotAt, deadline, executableAt, against, for: yes, abstain, bondSettled }
}
