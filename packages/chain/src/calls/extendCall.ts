import type { UnixSeconds } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import { leaseTermsToChain } from '../orders/leaseTermsToChain.ts'
import type { ContractCall } from './contractCall.ts'
import type { LeaseCall } from './leaseCall.ts'

/** Gives the sender's own running lease a later end, at the same price. Afterwards its terms name the new duration. */
export function extendCall({ market, leaseId, terms, end }: LeaseCall & { readonly end: UnixSeconds }): ContractCall {
  const args = [leaseId, leaseTermsToChain(terms), Number(end)] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'extend', args }) }
}
