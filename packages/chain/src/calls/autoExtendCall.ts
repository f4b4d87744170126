import type { MarketMessages } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import { leaseTermsToChain } from '../orders/leaseTermsToChain.ts'
import type { ContractCall } from './contractCall.ts'
import type { LeaseCall } from './leaseCall.ts'

/** A standing order to extend that a holder or its session key signed. */
export type AutoExtendCall = Omit<LeaseCall, 'leaseId'> & { readonly order: MarketMessages['AutoExtend']; readonly signature: Hex }

/** Extends a lease by one step of its standing order; anyone may send it in the last 600 s and gets the signed relay fee. */
export function autoExtendCall({ market, terms, order, signature }: AutoExtendCall): ContractCall {
  const chainOrder = {
    ...order,
    stepSeconds: Number(order.stepSeconds),
    maxTotalSeconds: Number(order.maxTotalSeconds),
    expiry: Number(order.expiry),
  }
  const args = [order.leaseId, leaseTermsToChain(terms), chainOrder, signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'autoExtend', args }) }
}
