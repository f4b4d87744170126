import type { Address } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import { type SettleItem, settleItemToChain } from '../orders/settleItem.ts'
import type { ContractCall } from './contractCall.ts'

/** Settles one pair; only an executor of both orders may send it. */
export function settleCall({ market, item }: { market: Address; item: SettleItem }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'settle', args: [settleItemToChain(item)] }) }
}

/**
 * Settles many pairs. Skips an item that breaks a rule and reports it by SettleSkipped. All items of one all-or-nothing, fill-or-kill or cluster
 * bid must be next to each other.
 */
export function settleBatchCall({ market, items }: { readonly market: Address; readonly items: readonly SettleItem[] }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'settleBatch', args: [items.map(settleItemToChain)] }) }
}

/** Values that the Market reads once for all items of a batch: its sender, the registry, its fee, and whether the sender is an engine. */
export type SettleContext = {
  readonly sender: Address
  readonly registry: Address
  readonly feeBps: number
  readonly senderIsEngine: boolean
}

/**
 * Makes the Market's call to itself for items that settle together. Only the Market may send it. It is useful for simulations, because it
 * returns why such items are refused, while `settleBatch` skips them.
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
