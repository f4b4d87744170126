import type { MarketMessages } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import type { AccountMessageCall } from './accountCalls.ts'
import type { ContractCall } from './contractCall.ts'

/** Cancels an ask, a mandate or an auto-extend order with its account's signature. Anyone may send the call. */
export function cancelAskForCall({ market, message, signature }: AccountMessageCall<MarketMessages['CancelAsk']>): ContractCall {
  const args = [message.account, message.relayFee, message.nonce, Number(message.expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'cancelAskFor', args }) }
}

/** Cancels the unfilled part of a bid with its account's signature. Anyone may send the call. */
export function cancelBidForCall({ market, message, signature }: AccountMessageCall<MarketMessages['CancelBid']>): ContractCall {
  const args = [message.account, message.relayFee, message.nonce, Number(message.expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'cancelBidFor', args }) }
}

/** Cancels every order of an account with a nonce below `floor`, with the account's signature. Anyone may send the call. */
export function raiseFloorForCall({ market, message, signature }: AccountMessageCall<MarketMessages['RaiseFloor']>): ContractCall {
  const args = [message.account, message.relayFee, message.floor, Number(message.expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'raiseFloorFor', args }) }
}
