import { type ContractCall, type GovernanceAddresses, gTokenAbi, infinitioGovernorAbi, stakedGTokenAbi, timelockAbi } from '@infinitio/chain'
import { address, type Address, type TxHash } from '@infinitio/domain'
import { BaseError, decodeErrorResult, encodeFunctionData, type Hex } from 'viem'
import { readContract } from 'viem/actions'
import { refusal } from '../client/refusal.ts'
import { askRpc } from '../exit/askRpc.ts'
import type { ExitAccess } from '../exit/exitAccess.ts'
import { type ExitSender, sendContractCall } from '../exit/sendContractCall.ts'
import { governCall } from './governCall.ts'
import type { MadeProposal, Proposal } from './proposal.ts'

/** One act of governing. Amounts in base units of G. `withdraw` and `claimInterest` pay the account itself; anyone may queue, execute and give a bond back. */
export type GovernMove =
  | { readonly kind: 'stake' | 'unstake'; readonly amount: bigint }
  | { readonly kind: 'withdraw' | 'claimInterest' }
  | { readonly kind: 'delegate'; readonly to: Address }
  | { readonly kind: 'propose'; readonly proposal: Proposal }
  | { readonly kind: 'queue' | 'execute' | 'cancel'; readonly proposal: Proposal | MadeProposal }
  | { readonly kind: 'vote'; readonly proposalId: bigint; readonly support: 'for' | 'against' | 'abstain'; readonly reason: string }
  | { readonly kind: 'returnBond'; readonly proposalId: bigint }

/** Who sends, with what; `onSent` is told of each transaction as soon as it has a hash. */
export type GovernSending = {
  readonly account: string
  readonly send: ExitSender
  readonly governance: GovernanceAddresses
  readonly onSent?: (hash: TxHash) => void
}

/**
 * The least gas of an act. Whoever is first in a second that changes a stake mints everyone's interest since the last, which an estimate made in the
 * second of the last change does not see; the dearest change of a stake takes 262,000.
 */
const leastGas = 350_000n

const refusals = [...infinitioGovernorAbi, ...stakedGTokenAbi, ...gTokenAbi, ...timelockAbi].filter((item) => item.type === 'error')

/**
 * Carries an act out by transactions of the account's own and returns the last of them when it is mined. Staking and proposing allow exactly the stake or the
 * bond first, where less is allowed. What the contracts would refuse is never sent: it throws `chain.transaction_reverted`, whose detail has the contract's own name for it
 * and its values, or a code that other acts have too (`account.insufficient_tokens`). Besides throws as `sendContractCall` does.
 */
export async function governMove(access: ExitAccess, move: GovernMove, sending: GovernSending): Promise<TxHash> {
  const account = address(sending.account.toLowerCase())
  const { governance } = sending
  const needed = await allowanceOf(access, move, governance)
  if (needed !== null) {
    const read = { address: governance.gToken, abi: gTokenAbi, functionName: 'allowance', args: [account, needed.spender] } as const
    if ((await askRpc(access, () => readContract(access.client, read))) < needed.amount) {
      const data = encodeFunctionData({ abi: gTokenAbi, functionName: 'approve', args: [needed.spender, needed.amount] })
      await sendOne(access, { to: governance.gToken, data }, { ...sending, account })
    }
  }
  return await sendOne(access, governCall(move, { account, governance }), { ...sending, account })
}

/** What an act takes of the account's G, and who takes it. */
async function allowanceOf(access: ExitAccess, move: GovernMove, { stakedGToken, governor }: GovernanceAddresses) {
  if (move.kind === 'stake') return { spender: stakedGToken, amount: move.amount }
  if (move.kind !== 'propose') return null
  const read = { address: governor, abi: infinitioGovernorAbi, functionName: 'PROPOSAL_BOND' } as const
  return { spender: governor, amount: await askRpc(access, () => readContract(access.client, read)) }
}

async function sendOne(
  access: ExitAccess,
  call: ContractCall,
  { account, send, onSent = () => undefined }: GovernSending & { account: Address },
): Promise<TxHash> {
  const outcome = await sendContractCall(access, call, { account, send, onSent, leastGas }).catch((error: unknown) => {
    throw explained(error)
  })
  if (outcome.done) return outcome.txHash
  throw refusal(outcome.code, { detail: outcome.txHash ?? 'the contract refuses it; nothing was sent' })
}

/** A refusal of the DAO's contracts by its name; anything else as it is. */
function explained(error: unknown): unknown {
  const data = error instanceof BaseError ? revertData(error) : null
  if (data === null) return error
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi: refusals, data })
    return refusal('chain.transaction_reverted', { detail: `${errorName}(${args.join(', ')})` })
  } catch {
    return error
  }
}

function revertData(error: BaseError): Hex | null {
  const found = error.walk((cause) => typeof (cause as { data?: unknown }).data === 'string')
  const data = found === null ? null : (found as unknown as { data: string }).data
  return data !== null && /^0x[0-9a-fA-F]{8,}$/.test(data) ? (data as Hex) : null
}
