import type { MarketMessages } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import type { AccountMessageCall } from './accountMessageCall.ts'
import type { ContractCall } from './contractCall.ts'

/** Revokes a session key for its account; anyone may send it. */
export function revokeForCall({ market, message, signature }: AccountMessageCall<MarketMessages['Revoke']>): ContractCall {
  const args = [message.account, message.key, message.relayFee, message.nonce, Number(message.expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'revokeFor', args }) }
}
