import type { Address, LeaseId, LeaseTerms } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import { leaseTermsToChain } from '../orders/leaseTermsToChain.ts'
import type { ContractCall } from './contractCall.ts'

/** Pays the rest and refunds one hour after the end; anyone may send it. */
export function closeCall({ market, leaseId, terms }: { market: Address; leaseId: LeaseId; terms: LeaseTerms }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'close', args: [leaseId, leaseTermsToChain(terms)] }) }
}
