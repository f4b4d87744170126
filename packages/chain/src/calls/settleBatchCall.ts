import type { Address } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import { type SettleItem, settleItemToChain } from '../orders/settleItem.ts'
import type { ContractCall } from './contractCall.ts'

/**
 * Settles many pairs; an item that breaks a rule is left out and reported by SettleSkipped. The items of one all-or-nothing, fill-or-kill
 * or cluster bid must stand next to each other, all of them.
 */
export function settleBatchCall({ market, items }: { readonly market: Address; readonly items: readonly SettleItem[] }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'settleBatch', args: [items.map(settleItemToChain)] }) }
}
