import { type GovernanceAddresses, infinitioGovernorAbi } from '@infinitio/chain'
import { address, type Address, type TxHash } from '@infinitio/domain'
import { readContract } from 'viem/actions'
import { askRpc } from '../exit/askRpc.ts'
import type { ExitAccess } from '../exit/exitAccess.ts'
import type { ExitSender } from '../exit/sendContractCall.ts'
import { governCall } from './governCall.ts'
import type { MadeProposal, Proposal } from './proposal.ts'
import { allowToken, sendGovernCall } from './sendGovernCall.ts'

/** One act of governing. Amounts in base units of G. `withdraw` and `claimInterest` pay the account itself; anyone may queue, execute, give a bond back and release what has vested. */
export type GovernMove =
  | { readonly kind: 'stake' | 'unstake'; readonly amount: bigint }
  | { readonly kind: 'withdraw' | 'claimInterest' }
  | { readonly kind: 'delegate'; readonly to: Address }
  | { readonly kind: 'propose'; readonly proposal: Proposal }
  | { readonly kind: 'queue' | 'execute' | 'cancel'; readonly proposal: Proposal | MadeProposal }
  | { readonly kind: 'vote'; readonly proposalId: bigint; readonly support: 'for' | 'against' | 'abstain'; readonly reason: string }
  | { readonly kind: 'returnBond'; readonly proposalId: bigint }
  | { readonly kind: 'release'; readonly grantId: bigint }

/** Who sends, with what; `onSent` is told of each transaction as soon as it has a hash. */
export type GovernSending = {
  readonly account: string
  readonly send: ExitSender
  readonly governance: GovernanceAddresses
  readonly onSent?: (hash: TxHash) => void
}

/**
 * Carries an act out by transactions of the account's own and returns the last of them when it is mined. Staking and proposing allow exactly the stake or the
 * bond first, where less is allowed. What the contracts would refuse is never sent: it throws `chain.transaction_reverted`, whose detail has the contract's own name for it
 * and its values, or a code that other acts have too (`account.insufficient_tokens`). Besides throws as `sendContractCall` does.
 */
export async function governMove(access: ExitAccess, move: GovernMove, sending: GovernSending): Promise<TxHash> {
  const account = address(sending.account.toLowerCase())
  const { governance } = sending
  const needed = await allowanceOf(access, move, governance)
  if (needed !== null) await allowToken(access, needed, { ...sending, account })
  return await sendGovernCall(access, governCall(move, { account, governance }), { ...sending, account })
}

/** What an act takes of the account's G, and who takes it. */
async function allowanceOf(access: ExitAccess, move: GovernMove, { gToken, stakedGToken, governor }: GovernanceAddresses) {
  if (move.kind === 'stake') return { token: gToken, spender: stakedGToken, amount: move.amount }
  if (move.kind !== 'propose') return null
  const read = { address: governor, abi: infinitioGovernorAbi, functionName: 'PROPOSAL_BOND' } as const
  return { token: gToken, spender: governor, amount: await askRpc(access, () => readContract(access.client, read)) }
}
