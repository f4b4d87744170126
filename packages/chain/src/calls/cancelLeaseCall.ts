import type { Address, LeaseId, LeaseTerms } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import { leaseTermsToChain } from '../orders/leaseTermsToChain.ts'
import type { ContractCall } from './contractCall.ts'

/** Cancels the sender's own booked lease. */
export function cancelLeaseCall({ market, leaseId, terms }: { market: Address; leaseId: LeaseId; terms: LeaseTerms }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'cancelLease', args: [leaseId, leaseTermsToChain(terms)] }) }
}
