import type { Address, LeaseId, LeaseTerms, UnixSeconds } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import { leaseTermsToChain } from '../orders/leaseTermsToChain.ts'
import type { ContractCall } from './contractCall.ts'

/** What a node key signed when its sandbox was up, and for which lease. */
export type ReadyCall = { market: Address; leaseId: LeaseId; terms: LeaseTerms; signedAt: UnixSeconds; signature: Hex }

/** Starts billing; anyone may send it. */
export function readyCall({ market, leaseId, terms, signedAt, signature }: ReadyCall): ContractCall {
  const args = [leaseId, leaseTermsToChain(terms), Number(signedAt), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'ready', args }) }
}
