import type { Address, LeaseTerms, MarketMessages } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import { leaseTermsToChain } from '../orders/leaseTermsToChain.ts'
import type { ContractCall } from './contractCall.ts'

/** What a holder signed to give its lease away. */
export type TransferLeaseForCall = {
  readonly market: Address
  readonly terms: LeaseTerms
  readonly message: MarketMessages['TransferLease']
  readonly signature: Hex
}

/** Gives a booked lease to another account for its holder; anyone may send it. */
export function transferLeaseForCall({ market, terms, message, signature }: TransferLeaseForCall): ContractCall {
  const { leaseId, to, relayFee, nonce, expiry } = message
  const args = [leaseId, leaseTermsToChain(terms), to, relayFee, nonce, Number(expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'transferLeaseFor', args }) }
}
