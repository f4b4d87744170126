import { type Address, type LeaseId, leaseRestHash, type LeaseTerms, type MarketMessages, type UnixSeconds } from '@infinitio/domain'
import { encodeFunctionData, type Hex, parseSignature, signatureToCompactSignature } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import type { ContractCall } from './contractCall.ts'
import { leaseTermsToChain } from '../orders/leaseTerms.ts'

/** The lease that a call is about: the market, the lease's id, and its current terms. */
export type LeaseCall = { readonly market: Address; readonly leaseId: LeaseId; readonly terms: LeaseTerms }

/** The Ready message that a node key signed for a lease. */
export type ReadyCall = { market: Address; leaseId: LeaseId; terms: LeaseTerms; signedAt: UnixSeconds; signature: Hex }

/**
 * Starts the billing of a lease with the Ready message of the lease's node. Anyone may send the call. The call contains only the first fields of the lease's
 * terms, and a hash of the other fields.
 */
export function readyCall({ market, leaseId, terms, signedAt, signature }: ReadyCall): ContractCall {
  const { provider, start } = terms
  const head = { provider, start: Number(start), restHash: leaseRestHash(terms) }
  const { r, yParityAndS } = signatureToCompactSignature(parseSignature(signature))
  const args = [leaseId, Number(signedAt), r, yParityAndS, head] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'ready', args }) }
}

/** Extends the sender's own running lease at the same price. Afterwards, the terms of the lease have the new duration. */
export function extendCall({ market, leaseId, terms, end }: LeaseCall & { readonly end: UnixSeconds }): ContractCall {
  const args = [leaseId, leaseTermsToChain(terms), Number(end)] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'extend', args }) }
}

/** A holder's or session key's signed order to extend a lease. */
export type ExtendForCall = Omit<LeaseCall, 'leaseId'> & { readonly message: MarketMessages['Extend']; readonly signature: Hex }

/** Extends a lease for its holder. Anyone may send the call, and the sender gets the signed relay fee. */
export function extendForCall({ market, terms, message, signature }: ExtendForCall): ContractCall {
  const { leaseId, end, relayFee, expiry } = message
  const args = [leaseId, leaseTermsToChain(terms), Number(end), relayFee, Number(expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'extendFor', args }) }
}

/** A holder's signed order to transfer its lease. */
export type TransferLeaseForCall = {
  readonly market: Address
  readonly terms: LeaseTerms
  readonly message: MarketMessages['TransferLease']
  readonly signature: Hex
}

/** Transfers a booked lease to another account, with its holder's signature. Anyone may send the call. */
export function transferLeaseForCall({ market, terms, message, signature }: TransferLeaseForCall): ContractCall {
  const { leaseId, to, relayFee, nonce, expiry } = message
  const args = [leaseId, leaseTermsToChain(terms), to, relayFee, nonce, Number(expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'transferLeaseFor', args }) }
}

/** Cancels the sender's own booked lease. */
export function cancelLeaseCall({ market, leaseId, terms }: { market: Address; leaseId: LeaseId; terms: LeaseTerms }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'cancelLease', args: [leaseId, leaseTermsToChain(terms)] }) }
}

/** A holder's signed order to cancel a lease that is not ready. */
export type CancelLeaseForCall = { market: Address; leaseId: LeaseId; terms: LeaseTerms; expiry: UnixSeconds; signature: Hex }

/** Cancels a booked lease with its holder's signature. Anyone may send the call. */
export function cancelLeaseForCall({ market, leaseId, terms, expiry, signature }: CancelLeaseForCall): ContractCall {
  const args = [leaseId, leaseTermsToChain(terms), Number(expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'cancelLeaseFor', args }) }
}

/**
 * Refunds a lease in full if its node was not ready 600 s after the start, or by the end of a shorter lease. In the first hour after that moment only the
 * holder may send the call, afterwards anyone.
 */
export function noShowCall({ market, leaseId, terms }: { market: Address; leaseId: LeaseId; terms: LeaseTerms }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'noShow', args: [leaseId, leaseTermsToChain(terms)] }) }
}

/** A holder's signed order to refund a lease, because its node never became ready. */
export type NoShowForCall = LeaseCall & { readonly expiry: UnixSeconds; readonly signature: Hex }

/** Refunds a lease with its holder's signature, because its node was not ready in time (see `noShowCall`). Anyone may send the call. */
export function noShowForCall({ market, leaseId, terms, expiry, signature }: NoShowForCall): ContractCall {
  const args = [leaseId, leaseTermsToChain(terms), Number(expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'noShowFor', args }) }
}

/**
 * Ends a lease. Only its holder or a session key of the holder may send the call. With `accept`, pay and refund are paid at once. Without it, pay that has not
 * vested waits in the lease for an hour.
 */
export function endCall(input: { market: Address; leaseId: LeaseId; terms: LeaseTerms; accept: boolean }): ContractCall {
  const args = [input.leaseId, leaseTermsToChain(input.terms), input.accept] as const
  return { to: input.market, data: encodeFunctionData({ abi: marketAbi, functionName: 'end', args }) }
}

/**
 * A holder's signed order to end a lease. With `accept`, pay and refund are paid at once. Without it, pay that has not vested waits in the lease for an hour.
 */
export type EndForCall = { market: Address; leaseId: LeaseId; terms: LeaseTerms; accept: boolean; expiry: UnixSeconds; signature: Hex }

/** Ends a lease with its holder's signature. Anyone may send the call. */
export function endForCall({ market, leaseId, terms, accept, expiry, signature }: EndForCall): ContractCall {
  const args = [leaseId, leaseTermsToChain(terms), accept, Number(expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'endFor', args }) }
}

/** Ends a lease on the sender's own node. The sender's bond pays the compensation. */
export function endByProviderCall({ market, leaseId, terms }: LeaseCall): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'endByProvider', args: [leaseId, leaseTermsToChain(terms)] }) }
}

/** A provider's signed order to end a lease on its node. */
export type EndByProviderForCall = LeaseCall & { readonly expiry: UnixSeconds; readonly signature: Hex }

/** Ends a lease with its provider's signature. Anyone may send the call. */
export function endByProviderForCall({ market, leaseId, terms, expiry, signature }: EndByProviderForCall): ContractCall {
  const args = [leaseId, leaseTermsToChain(terms), Number(expiry), signature] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'endByProviderFor', args }) }
}

/** Pays and refunds the remaining amounts of a lease, one hour after its end. Anyone may send the call. */
export function closeCall({ market, leaseId, terms }: { market: Address; leaseId: LeaseId; terms: LeaseTerms }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'close', args: [leaseId, leaseTermsToChain(terms)] }) }
}

/** Pays the provider of a lease the pay that has vested. Anyone may send the call. */
export function claimCall({ market, leaseId, terms }: { market: Address; leaseId: LeaseId; terms: LeaseTerms }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'claim', args: [leaseId, leaseTermsToChain(terms)] }) }
}

/** An auto-extend order that a holder or its session key signed. */
export type AutoExtendCall = Omit<LeaseCall, 'leaseId'> & { readonly order: MarketMessages['AutoExtend']; readonly signature: Hex }

/**
 * Extends a lease by one step of its auto-extend order (the holder's signed permission). Anyone may send the call in the last 600 s of the lease, and the
 * sender gets the relay fee of the order.
 */
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
