import {
  cancelLeaseCall,
  claimCall,
  closeCall,
  type ContractCall,
  endCall,
  feeSplitterAbi,
  marketAbi,
  noShowCall,
  pTokenAbi,
  stakeVaultAbi,
} from '@infinitio/chain'
import { type Address, assertNever, type ErrorCode, type TxHash } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { type CallSending, sendContractCall } from '../chain/sendContractCall.ts'
import { laterMarketAbi } from './exitEvents.ts'
import type { ExitStep } from './exitStep.ts'

/** The result of a step: mined in a block, rejected before sending (`txHash` null), or rejected in a block. */
export type StepOutcome =
  | { readonly done: true; readonly txHash: TxHash; readonly block: bigint }
  | { readonly done: false; readonly txHash: TxHash | null; readonly code: ErrorCode }

/** Sends one step and waits until it is mined. Throws the codes of `sendContractCall`. */
export async function sendStep(access: ExitAccess, step: ExitStep, sending: CallSending): Promise<StepOutcome> {
  const outcome = await sendContractCall(access, stepCall(step, sending), sending)
  return outcome.done ? { done: true, txHash: outcome.txHash, block: outcome.receipt.blockNumber } : outcome
}

/** Returns the transaction of a step. `account` sends it and receives its payout. Ending a lease accepts its bill. */
export function stepCall(step: ExitStep, { account }: { account: Address }): ContractCall {
  switch (step.kind) {
    case 'takeBackOrders':
      return { to: step.market, data: encodeFunctionData({ abi: marketAbi, functionName: 'raiseFloor', args: [step.floor] }) }
    case 'revokeKey':
      return { to: step.market, data: encodeFunctionData({ abi: laterMarketAbi, functionName: 'revoke', args: [step.key] }) }
    case 'claim':
      return claimCall(step)
    case 'close':
      return closeCall(step)
    case 'cancelLease':
      return cancelLeaseCall(step)
    case 'noShow':
      return noShowCall(step)
    case 'end':
      return endCall({ ...step, accept: true })
    case 'takeReward':
      return { to: step.splitter, data: encodeFunctionData({ abi: feeSplitterAbi, functionName: 'pay', args: [account] }) }
    case 'executeSlash':
      return { to: step.vault, data: encodeFunctionData({ abi: stakeVaultAbi, functionName: 'executeSlash', args: [account, step.purposeKey] }) }
    case 'withdrawBond':
      return { to: step.vault, data: encodeFunctionData({ abi: stakeVaultAbi, functionName: 'withdraw', args: [step.purposeKey, account] }) }
    case 'unbond':
      return { to: step.vault, data: encodeFunctionData({ abi: stakeVaultAbi, functionName: 'unbond', args: [step.purposeKey, step.amount] }) }
    case 'withdraw':
      return { to: step.market, data: encodeFunctionData({ abi: marketAbi, functionName: 'withdraw', args: [step.amount, account] }) }
    case 'redeem':
      return { to: step.pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'redeem', args: [step.amount, account] }) }
    default:
      return assertNever(step)
  }
}
