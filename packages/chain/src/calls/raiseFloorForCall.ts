import type { MarketMessages } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import type { AccountMessageCall } from './accountMessageCall.ts'
import type { ContractCall } from './contractCall.ts'

/** Cancels every order of an account with a smaller nonce; anyone may send it. */
export function raiseFloorForCall({ market, message, signature }: AccountMessageCall<MarketMessages['RaiseFloor']>): ContractCall {
  const args = [message.account, message.relayFee, message.floor, Number(message.expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'raiseFloorFor', args }) }
}
