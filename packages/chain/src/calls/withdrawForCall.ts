import type { MarketMessages } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import type { AccountMessageCall } from './accountMessageCall.ts'
import type { ContractCall } from './contractCall.ts'

/** Pays out of the account's balance; anyone may send it and gets the signed relay fee. */
export function withdrawForCall({ market, message, signature }: AccountMessageCall<MarketMessages['Withdraw']>): ContractCall {
  const args = [message.account, message.amount, message.to, message.relayFee, message.nonce, Number(message.expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'withdrawFor', args }) }
}
