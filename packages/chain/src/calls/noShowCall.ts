import type { Address, LeaseId, LeaseTerms } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import { leaseTermsToChain } from '../orders/leaseTermsToChain.ts'
import type { ContractCall } from './contractCall.ts'

/** Refunds in full a lease whose node was not ready 600 s after start; the holder in the first hour, then anyone. */
export function noShowCall({ market, leaseId, terms }: { market: Address; leaseId: LeaseId; terms: LeaseTerms }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'noShow', args: [leaseId, leaseTermsToChain(terms)] }) }
}
