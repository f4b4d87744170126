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
 * Settles many pairs; an item that breaks a rule is left out and reported by SettleSkipped. The items of one all-or-nothing, fill-or-kill
 * or cluster bid must stand next to each other, all of them.
 */
export function settleBatchCall({ market, items }: { readonly market: Address; readonly items: readonly SettleItem[] }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'settleBatch', args: [items.map(settleItemToChain)] }) }
}

/** What the Market looks up once for all items of a batch: its sender, the registry, its fee, and whether the sender is an engine. */
export type SettleContext = {
  readonly sender: Address
  readonly registry: Address
  readonly feeBps: number
  readonly senderIsEngine: boolean
}

/**
 * What the Market calls on itself for items that settle together. Only the Market may send it: it is for trials, since it says in full why such
 * items are refused, where `settleBatch` leaves them out.
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
