import type { MarketMessages } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import type { AccountMessageCall } from './accountMessageCall.ts'
import type { ContractCall } from './contractCall.ts'

/** Authorises a session key for its account; anyone may send it. */
export function authorizeForCall({ market, message, signature }: AccountMessageCall<MarketMessages['Authorize']>): ContractCall {
  const { account, key, totalLeft, dayCap, sessionExpiry, relayFee, nonce, expiry } = message
  const args = [account, key, { totalLeft, dayCap, expiry: Number(sessionExpiry) }, relayFee, nonce, Number(expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'authorizeFor', args }) }
}
