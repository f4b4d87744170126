import type { Address } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import { type SettleItem, settleItemToChain } from '../orders/settleItem.ts'
import type { ContractCall } from './contractCall.ts'

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
