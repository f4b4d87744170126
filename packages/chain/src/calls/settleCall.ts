import type { Address } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import { type SettleItem, settleItemToChain } from '../orders/settleItem.ts'
import type { ContractCall } from './contractCall.ts'

/** Settles one pair; only an executor of both orders may send it. */
export function settleCall({ market, item }: { market: Address; item: SettleItem }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'settle', args: [settleItemToChain(item)] }) }
}
