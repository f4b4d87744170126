import { type ContractCall, type GovernanceAddresses, infinitioGovernorAbi, stakedGTokenAbi, vestingAbi } from '@infinitio/chain'
import { address, type Address, assertNever, type TxHash } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import type { ExitAccess } from '../chain/exitAccess.ts'
import type { ExitSender } from '../chain/sendContractCall.ts'
import { type MadeProposal, type Proposal, proposalArguments } from './proposal.ts'
import { allowToken, sendGovernCall } from './sendGovernCall.ts'

/**
 * One governance action. Amounts are in base units of G. `withdraw` and `claimInterest` pay the sending account. Anyone may queue or execute a proposal, free
 * its bond and release vested tokens.
 */
export type GovernMove =
  | { readonly kind: 'stake' | 'unstake'; readonly amount: bigint }
  | { readonly kind: 'withdraw' | 'claimInterest' }
  | { readonly kind: 'delegate'; readonly to: Address }
  | { readonly kind: 'propose'; readonly proposal: Proposal }
  | { readonly kind: 'queue' | 'execute' | 'cancel'; readonly proposal: Proposal | MadeProposal }
  | { readonly kind: 'vote'; readonly proposalId: bigint; readonly support: 'for' | 'against' | 'abstain'; readonly reason: string }
  | { readonly kind: 'returnBond'; readonly proposalId: bigint }
  | { readonly kind: 'release'; readonly grantId: bigint }

/** The sending account and its signer. `onSent` receives each transaction's hash at once. */
export type GovernSending = {
  readonly account: string
  readonly send: ExitSender
  readonly governance: GovernanceAddresses
  readonly onSent?: (hash: TxHash) => void
}

/**
 * Executes an action with transactions of the account and returns the hash of the last one once it is mined. Staking needs an allowance; if the allowance is
 * smaller than the stake, it is first raised to exactly the stake. Proposing locks a bond in the account's own stake. If too little of the stake is free for
 * it, the contract's error is `StakedGToken_BondNotCovered(free, bond)`. An action whose call would revert sends nothing. It throws
 * `chain.transaction_reverted` with the contract's error and its values as detail, or a more specific code such as `account.insufficient_tokens`. Also throws
 * the codes of `sendContractCall`.
 */
export async function governMove(access: ExitAccess, move: GovernMove, sending: GovernSending): Promise<TxHash> {
  const account = address(sending.account.toLowerCase())
  const { governance } = sending
  if (move.kind === 'stake') {
    const { gToken: token, stakedGToken: spender } = governance
    await allowToken(access, { token, spender, amount: move.amount }, { ...sending, account })
  }
  return await sendGovernCall(access, governCall(move, { account, governance }), { ...sending, account })
}

const supports = { against: 0, for: 1, abstain: 2 } as const

/** Returns the transaction of an action. `account` sends it and receives its payout. */
function governCall(move: GovernMove, { account, governance }: { account: Address; governance: GovernanceAddresses }): ContractCall {
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
