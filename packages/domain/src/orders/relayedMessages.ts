import type { Hex32 } from '../ids/hex32.ts'
import type { Address } from '../ids/address.ts'
import type { LeaseId } from '../ids/leaseId.ts'
import type { OrderHash } from '../ids/orderHash.ts'
import type { UnixSeconds } from '../units/unixSeconds.ts'
import { type SigningDomain, typedDataDigest } from './signingDomain.ts'
import { hashStruct, structType } from './structType.ts'

/**
 * "The sandbox is up": signed by the node key; the contract takes it at most 120 s after `signedAt`. `restHash` is `leaseRestHash` of the
 * lease's terms. The contract learns the node from the signature.
 */
export type Ready = {
  readonly leaseId: LeaseId
  readonly provider: Address
  readonly restHash: Hex32
  readonly start: UnixSeconds
  readonly signedAt: UnixSeconds
}
/** "End this lease": signed by its holder; `accept` pays and refunds at once. `leaseKey` says which lease is meant. */
export type End = { readonly leaseId: LeaseId; readonly leaseKey: Hex32; readonly accept: boolean; readonly expiry: UnixSeconds }
/** "Cancel this lease before it is ready": signed by its holder. */
export type CancelLease = { readonly leaseId: LeaseId; readonly leaseKey: Hex32; readonly expiry: UnixSeconds }
/** "Take this order out of the book": signed by its owner; binds the engine, not the contract. */
export type CancelOrder = { readonly orderHash: OrderHash; readonly expiry: UnixSeconds }

/** Signed forms; twins of the Market contract's type strings (CancelOrder is known to the engine only). */
export const readyType = structType('Ready', 'uint256 leaseId,address provider,bytes32 restHash,uint40 start,uint40 signedAt')
export const endType = structType('End', 'uint256 leaseId,bytes32 leaseKey,bool accept,uint40 expiry')
export const cancelLeaseType = structType('CancelLease', 'uint256 leaseId,bytes32 leaseKey,uint40 expiry')
export const cancelOrderType = structType('CancelOrder', 'bytes32 orderHash,uint40 expiry')

/** Digest a node key signs to say Ready. */
export function hashReady(ready: Ready, domain: SigningDomain): Hex32 {
  return typedDataDigest(domain, hashStruct(readyType, ready))
}

/** Digest a holder signs to end a lease. */
export function hashEnd(end: End, domain: SigningDomain): Hex32 {
  return typedDataDigest(domain, hashStruct(endType, end))
}

/** Digest a holder signs to cancel a lease that is not ready. */
export function hashCancelLease(cancel: CancelLease, domain: SigningDomain): Hex32 {
  return typedDataDigest(domain, hashStruct(cancelLeaseType, cancel))
}

/** Digest an order's owner signs to take it out of the book. */
export function hashCancelOrder(cancel: CancelOrder, domain: SigningDomain): Hex32 {
  return typedDataDigest(domain, hashStruct(cancelOrderType, cancel))
}
