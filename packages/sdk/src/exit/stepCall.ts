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
import { type Address, assertNever } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { laterMarketAbi } from './exitEvents.ts'
import type { ExitStep } from './exitStep.ts'

/** The transaction of a step, sent by `account` itself, which also receives what it pays. An end accepts the lease's bill. */
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
