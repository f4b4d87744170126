import type { MarketMessages } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import type { AccountMessageCall } from './accountMessageCall.ts'
import type { ContractCall } from './contractCall.ts'

/** Cancels an ask, mandate or standing order for its account; anyone may send it. */
export function cancelAskForCall({ market, message, signature }: AccountMessageCall<MarketMessages['CancelAsk']>): ContractCall {
  const args = [message.account, message.relayFee, message.nonce, Number(message.expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'cancelAskFor', args }) }
}
