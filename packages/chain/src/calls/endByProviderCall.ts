import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import { leaseTermsToChain } from '../orders/leaseTermsToChain.ts'
import type { ContractCall } from './contractCall.ts'
import type { LeaseCall } from './leaseCall.ts'

/** Ends a lease on the sender's own node. Compensation comes out of the sender's bond. */
export function endByProviderCall({ market, leaseId, terms }: LeaseCall): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'endByProvider', args: [leaseId, leaseTermsToChain(terms)] }) }
}
