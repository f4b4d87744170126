import type { Address } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import { type SettleItem, settleItemToChain } from '../orders/settleItem.ts'
import type { ContractCall } from './contractCall.ts'

/** Settles one ask with one bid, which opens a lease. Only an executor that both orders allow may send the call. */
export function settleCall({ market, item }: { market: Address; item: SettleItem }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'settle', args: [settleItemToChain(item)] }) }
}

/**
 * Settles many pairs of ask and bid. A pair that breaks a rule is skipped and reported with the event SettleSkipped. The pairs of one bid that is
 * all-or-nothing, fill-or-kill or a cluster must be next to each other.
 */
export function settleBatchCall({ market, items }: { readonly market: Address; readonly items: readonly SettleItem[] }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'settleBatch', args: [items.map(settleItemToChain)] }) }
}

/**
 * Values that the Market reads once for all pairs of a batch: the sender, the address of the node registry, the fee in basis points, and whether the sender is
 * an engine.
 */
export type SettleContext = {
  readonly sender: Address
  readonly registry: Address
  readonly feeBps: number
  readonly senderIsEngine: boolean
}

/**
 * Builds the internal call with which the Market settles several pairs together. Only the Market itself may send this call, so other programs can only simulate
 * it, with the Market as the sender. The simulation shows why the pairs are refused, while `settleBatch` only skips them.
 */
export function settleGroupCall({
  market,
  context,
  items,
}: {
  readonly market: Address
  readonly context: SettleContext
  readonly items: readonly SettleItem[]
}): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'settleGroup', args: [context, items.map(settleItemToChain)] }) }
}
