import type { Hex32, MarketMessages } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import type { AccountMessageCall } from './accountMessageCall.ts'
import type { ContractCall } from './contractCall.ts'

/** PToken's permit (EIP-2612) that lets the Market take the amount of a deposit. */
export type DepositPermit = { readonly deadline: bigint; readonly v: number; readonly r: Hex32; readonly s: Hex32 }

/** Deposits out of the account's wallet with its permit; anyone may send it and gets the signed relay fee. */
export function depositSignedForCall({
  market,
  message,
  permit,
  signature,
}: AccountMessageCall<MarketMessages['Deposit']> & { readonly permit: DepositPermit }): ContractCall {
  const args = [message.account, message.amount, message.relayFee, message.nonce, Number(message.expiry), permit, signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'depositSignedFor', args }) }
}
