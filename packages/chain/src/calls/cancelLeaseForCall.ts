import type { Address, LeaseId, LeaseTerms, UnixSeconds } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import { leaseTermsToChain } from '../orders/leaseTermsToChain.ts'
import type { ContractCall } from './contractCall.ts'

/** What a holder signed to cancel a lease that is not ready. */
export type CancelLeaseForCall = { market: Address; leaseId: LeaseId; terms: LeaseTerms; expiry: UnixSeconds; signature: Hex }

/** Cancels a booked lease for its holder; anyone may send it. */
export function cancelLeaseForCall({ market, leaseId, terms, expiry, signature }: CancelLeaseForCall): ContractCall {
  const args = [leaseId, leaseTermsToChain(terms), Number(expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'cancelLeaseFor', args }) }
}
