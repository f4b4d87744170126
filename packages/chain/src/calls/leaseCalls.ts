import { type Address, type LeaseId, leaseRestHash, type LeaseTerms, type MarketMessages, type UnixSeconds } from '@infinitio/domain'
import { encodeFunctionData, type Hex, parseSignature, signatureToCompactSignature } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import type { ContractCall } from './contractCall.ts'
import { leaseTermsToChain } from '../orders/leaseTerms.ts'

/** A call about one lease: which market, which lease, and its terms as they stand now. */
export type LeaseCall = { readonly market: Address; readonly leaseId: LeaseId; readonly terms: LeaseTerms }

/** What a node key signed when its sandbox was up, and for which lease. */
export type ReadyCall = { market: Address; leaseId: LeaseId; terms: LeaseTerms; signedAt: UnixSeconds; signature: Hex }

/** Starts billing; anyone may send it. Of the terms it carries the head, and a hash that stands for the rest. */
export function readyCall({ market, leaseId, terms, signedAt, signature }: ReadyCall): ContractCall {
  const { provider, start } = terms
  const head = { provider, start: Number(start), restHash: leaseRestHash(terms) }
  const { r, yParityAndS } = signatureToCompactSignature(parseSignature(signature))
  const args = [leaseId, Number(signedAt), r, yParityAndS, head] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'ready', args }) }
}

/** Gives the sender's own running lease a later end, at the same price. Afterwards its terms name the new duration. */
export function extendCall({ market, leaseId, terms, end }: LeaseCall & { readonly end: UnixSeconds }): ContractCall {
  const args = [leaseId, leaseTermsToChain(terms), Number(end)] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'extend', args }) }
}

/** What a holder or its session key signed to give a lease a later end. */
export type ExtendForCall = Omit<LeaseCall, 'leaseId'> & { readonly message: MarketMessages['Extend']; readonly signature: Hex }

/** Extends a lease for its holder; anyone may send it and gets the signed relay fee. */
export function extendForCall({ market, terms, message, signature }: ExtendForCall): ContractCall {
  const { leaseId, end, relayFee, expiry } = message
  const args = [leaseId, leaseTermsToChain(terms), Number(end), relayFee, Number(expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'extendFor', args }) }
}

/** What a holder signed to give its lease away. */
export type TransferLeaseForCall = {
  readonly market: Address
  readonly terms: LeaseTerms
  readonly message: MarketMessages['TransferLease']
  readonly signature: Hex
}

/** Gives a booked lease to another account for its holder; anyone may send it. */
export function transferLeaseForCall({ market, terms, message, signature }: TransferLeaseForCall): ContractCall {
  const { leaseId, to, relayFee, nonce, expiry } = message
  const args = [leaseId, leaseTermsToChain(terms), to, relayFee, nonce, Number(expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'transferLeaseFor', args }) }
}

/** Cancels the sender's own booked lease. */
export function cancelLeaseCall({ market, leaseId, terms }: { market: Address; leaseId: LeaseId; terms: LeaseTerms }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'cancelLease', args: [leaseId, leaseTermsToChain(terms)] }) }
}

/** What a holder signed to cancel a lease that is not ready. */
export type CancelLeaseForCall = { market: Address; leaseId: LeaseId; terms: LeaseTerms; expiry: UnixSeconds; signature: Hex }

/** Cancels a booked lease for its holder; anyone may send it. */
export function cancelLeaseForCall({ market, leaseId, terms, expiry, signature }: CancelLeaseForCall): ContractCall {
  const args = [leaseId, leaseTermsToChain(terms), Number(expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'cancelLeaseFor', args }) }
}

/** Refunds in full a lease whose node was not ready 600 s after start; the holder in the first hour, then anyone. */
export function noShowCall({ market, leaseId, terms }: { market: Address; leaseId: LeaseId; terms: LeaseTerms }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'noShow', args: [leaseId, leaseTermsToChain(terms)] }) }
}

/** What a holder signed to take back a lease whose node never came. */
export type NoShowForCall = LeaseCall & { readonly expiry: UnixSeconds; readonly signature: Hex }

/** Refunds a lease whose node was not ready 600 s after start, for its holder; anyone may send it. */
export function noShowForCall({ market, leaseId, terms, expiry, signature }: NoShowForCall): ContractCall {
  const args = [leaseId, leaseTermsToChain(terms), Number(expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'noShowFor', args }) }
}

/** Ends the sender's own lease. `accept` pays and refunds at once; without it unvested pay waits an hour. */
export function endCall(input: { market: Address; leaseId: LeaseId; terms: LeaseTerms; accept: boolean }): ContractCall {
  const args = [input.leaseId, leaseTermsToChain(input.terms), input.accept] as const
  return { to: input.market, data: encodeFunctionData({ abi: marketAbi, functionName: 'end', args }) }
}

/** What a holder signed to end a lease. `accept` pays and refunds at once; without it unvested pay waits an hour. */
export type EndForCall = { market: Address; leaseId: LeaseId; terms: LeaseTerms; accept: boolean; expiry: UnixSeconds; signature: Hex }

/** Ends a lease for its holder; anyone may send it. */
export function endForCall({ market, leaseId, terms, accept, expiry, signature }: EndForCall): ContractCall {
  const args = [leaseId, leaseTermsToChain(terms), accept, Number(expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'endFor', args }) }
}

/** Ends a lease on the sender's own node. Compensation comes out of the sender's bond. */
export function endByProviderCall({ market, leaseId, terms }: LeaseCall): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'endByProvider', args: [leaseId, leaseTermsToChain(terms)] }) }
}

/** What a provider signed to end a lease on its node. */
export type EndByProviderForCall = LeaseCall & { readonly expiry: UnixSeconds; readonly signature: Hex }

/** Ends a lease for its provider; anyone may send it. */
export function endByProviderForCall({ market, leaseId, terms, expiry, signature }: EndByProviderForCall): ContractCall {
  const args = [leaseId, leaseTermsToChain(terms), Number(expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'endByProviderFor', args }) }
}

/** Pays the rest and refunds one hour after the end; anyone may send it. */
export function closeCall({ market, leaseId, terms }: { market: Address; leaseId: LeaseId; terms: LeaseTerms }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'close', args: [leaseId, leaseTermsToChain(terms)] }) }
}

/** Pays the provider what vested; anyone may send it. */
export function claimCall({ market, leaseId, terms }: { market: Address; leaseId: LeaseId; terms: LeaseTerms }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'claim', args: [leaseId, leaseTermsToChain(terms)] }) }
}

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
