import type { UnixSeconds } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import { leaseTermsToChain } from '../orders/leaseTermsToChain.ts'
import type { ContractCall } from './contractCall.ts'
import type { LeaseCall } from './leaseCall.ts'

/** What a holder signed to take back a lease whose node never came. */
export type NoShowForCall = LeaseCall & { readonly expiry: UnixSeconds; readonly signature: Hex }

/** Refunds a lease whose node was not ready 600 s after start, for its holder; anyone may send it. */
export function noShowForCall({ market, leaseId, terms, expiry, signature }: NoShowForCall): ContractCall {
  const args = [leaseId, leaseTermsToChain(terms), Number(expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'noShowFor', args }) }
}
