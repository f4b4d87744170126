import type { MarketMessages } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import { leaseTermsToChain } from '../orders/leaseTermsToChain.ts'
import type { ContractCall } from './contractCall.ts'
import type { LeaseCall } from './leaseCall.ts'

/** What a holder or its session key signed to give a lease a later end. */
export type ExtendForCall = Omit<LeaseCall, 'leaseId'> & { readonly message: MarketMessages['Extend']; readonly signature: Hex }

/** Extends a lease for its holder; anyone may send it and gets the signed relay fee. */
export function extendForCall({ market, terms, message, signature }: ExtendForCall): ContractCall {
  const { leaseId, end, relayFee, expiry } = message
  const args = [leaseId, leaseTermsToChain(terms), Number(end), relayFee, Number(expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'extendFor', args }) }
}
