import type { Address, Hex32, MarketMessages } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import type { ContractCall } from './contractCall.ts'

/** A message about an account's money or orders, with the signature of the account and the market for which it is valid. */
export type AccountMessageCall<Message> = { readonly market: Address; readonly message: Message; readonly signature: Hex }

/** Authorises a session key for its account. Anyone may send the call. */
export function authorizeForCall({ market, message, signature }: AccountMessageCall<MarketMessages['Authorize']>): ContractCall {
  const { account, key, totalLeft, dayCap, sessionExpiry, relayFee, nonce, expiry } = message
  const args = [account, key, { totalLeft, dayCap, expiry: Number(sessionExpiry) }, relayFee, nonce, Number(expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'authorizeFor', args }) }
}

/** Revokes a session key for its account. Anyone may send the call. */
export function revokeForCall({ market, message, signature }: AccountMessageCall<MarketMessages['Revoke']>): ContractCall {
  const args = [message.account, message.key, message.relayFee, message.nonce, Number(message.expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'revokeFor', args }) }
}

/** Withdraws from the account's balance. Anyone may send the call, and the sender gets the signed relay fee. */
export function withdrawForCall({ market, message, signature }: AccountMessageCall<MarketMessages['Withdraw']>): ContractCall {
  const args = [message.account, message.amount, message.to, message.relayFee, message.nonce, Number(message.expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'withdrawFor', args }) }
}

/** A permit of PToken (EIP-2612) that lets the Market take the amount of a deposit. */
export type DepositPermit = { readonly deadline: bigint; readonly v: number; readonly r: Hex32; readonly s: Hex32 }

/** Deposits from the account's wallet with the account's permit. Anyone may send the call, and the sender gets the signed relay fee. */
export function depositSignedForCall({
  market,
  message,
  permit,
  signature,
}: AccountMessageCall<MarketMessages['Deposit']> & { readonly permit: DepositPermit }): ContractCall {
  const args = [message.account, message.amount, message.relayFee, message.nonce, Number(message.expiry), permit, signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'depositSignedFor', args }) }
}
