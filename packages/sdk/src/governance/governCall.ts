import { type ContractCall, type GovernanceAddresses, infinitioGovernorAbi, stakedGTokenAbi, vestingAbi } from '@infinitio/chain'
import { type Address, assertNever } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import type { GovernMove } from './governMove.ts'
import { proposalArguments } from './proposal.ts'

const supports = { against: 0, for: 1, abstain: 2 } as const

/** The transaction of an act, sent by `account` itself, which also receives what it pays. */
export function governCall(move: GovernMove, { account, governance }: { account: Address; governance: GovernanceAddresses }): ContractCall {
  const governor = { abi: infinitioGovernorAbi } as const
  const stake = { abi: stakedGTokenAbi } as const
  switch (move.kind) {
    case 'stake':
      return { to: governance.stakedGToken, data: encodeFunctionData({ ...stake, functionName: 'stake', args: [move.amount] }) }
    case 'unstake':
      return { to: governance.stakedGToken, data: encodeFunctionData({ ...stake, functionName: 'unstake', args: [move.amount] }) }
    case 'withdraw':
      return { to: governance.stakedGToken, data: encodeFunctionData({ ...stake, functionName: 'withdraw', args: [account] }) }
    case 'claimInterest':
      return { to: governance.stakedGToken, data: encodeFunctionData({ ...stake, functionName: 'claimInterest', args: [account] }) }
    case 'delegate':
      return { to: governance.stakedGToken, data: encodeFunctionData({ ...stake, functionName: 'delegate', args: [move.to] }) }
    case 'propose': {
      const [targets, values, calldatas] = proposalArguments(move.proposal)
      const args = [targets, values, calldatas, move.proposal.description] as const
      return { to: governance.governor, data: encodeFunctionData({ ...governor, functionName: 'propose', args }) }
    }
    case 'vote': {
      const args = [move.proposalId, supports[move.support], move.reason] as const
      return { to: governance.governor, data: encodeFunctionData({ ...governor, functionName: 'castVoteWithReason', args }) }
    }
    case 'queue':
    case 'execute':
    case 'cancel':
      return {
        to: governance.governor,
        data: encodeFunctionData({ ...governor, functionName: move.kind, args: proposalArguments(move.proposal) }),
      }
    case 'returnBond':
      return { to: governance.governor, data: encodeFunctionData({ ...governor, functionName: 'returnBond', args: [move.proposalId] }) }
    case 'release':
      return { to: governance.vesting, data: encodeFunctionData({ abi: vestingAbi, functionName: 'release', args: [move.grantId] }) }
    default:
      return assertNever(move)
  }
}
