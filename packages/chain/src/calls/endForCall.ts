import type { Address, LeaseId, LeaseTerms, UnixSeconds } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import { leaseTermsToChain } from '../orders/leaseTermsToChain.ts'
import type { ContractCall } from './contractCall.ts'

/** What a holder signed to end a lease. `accept` pays and refunds at once; without it unvested pay waits an hour. */
export type EndForCall = { market: Address; leaseId: LeaseId; terms: LeaseTerms; accept: boolean; expiry: UnixSeconds; signature: Hex }

/** Ends a lease for its holder; anyone may send it. */
export function endForCall({ market, leaseId, terms, accept, expiry, signature }: EndForCall): ContractCall {
  const args = [leaseId, leaseTermsToChain(terms), accept, Number(expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'endFor', args }) }
}
