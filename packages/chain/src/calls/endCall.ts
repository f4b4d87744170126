import type { Address, LeaseId, LeaseTerms } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import { leaseTermsToChain } from '../orders/leaseTermsToChain.ts'
import type { ContractCall } from './contractCall.ts'

/** Ends the sender's own lease. `accept` pays and refunds at once; without it unvested pay waits an hour. */
export function endCall(input: { market: Address; leaseId: LeaseId; terms: LeaseTerms; accept: boolean }): ContractCall {
  const args = [input.leaseId, leaseTermsToChain(input.terms), input.accept] as const
  return { to: input.market, data: encodeFunctionData({ abi: marketAbi, functionName: 'end', args }) }
}
