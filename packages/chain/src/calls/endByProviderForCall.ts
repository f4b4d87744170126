import type { UnixSeconds } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import { leaseTermsToChain } from '../orders/leaseTermsToChain.ts'
import type { ContractCall } from './contractCall.ts'
import type { LeaseCall } from './leaseCall.ts'

/** What a provider signed to end a lease on its node. */
export type EndByProviderForCall = LeaseCall & { readonly expiry: UnixSeconds; readonly signature: Hex }

/** Ends a lease for its provider; anyone may send it. */
export function endByProviderForCall({ market, leaseId, terms, expiry, signature }: EndByProviderForCall): ContractCall {
  const args = [leaseId, leaseTermsToChain(terms), Number(expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'endByProviderFor', args }) }
}
