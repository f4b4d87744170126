import type { Hex32 } from '../hashing/hex32.ts'
import { defineStruct, type StructValue } from '../structs/defineStruct.ts'
import { type SigningDomain, typedDataDigest } from '../structs/signingDomain.ts'
import { hashStruct } from '../structs/structType.ts'

/** The EIP-712 form of the message `Ready`. It equals the type string of the Market contract. */
export const readyStruct = /* @__PURE__ */ defineStruct('Ready', {
  leaseId: 'lease',
  provider: 'account',
  restHash: 'bytes32',
  start: 'time',
  signedAt: 'time',
})
/** The EIP-712 form of the message `End`. It equals the type string of the Market contract. */
export const endStruct = /* @__PURE__ */ defineStruct('End', { leaseId: 'lease', leaseKey: 'bytes32', accept: 'flag', expiry: 'time' })
/** The EIP-712 form of the message `CancelLease`. It equals the type string of the Market contract. */
export const cancelLeaseStruct = /* @__PURE__ */ defineStruct('CancelLease', { leaseId: 'lease', leaseKey: 'bytes32', expiry: 'time' })
/** The EIP-712 form of the message `CancelOrder`. Only the engine accepts it, and not the Market contract. */
export const cancelOrderStruct = /* @__PURE__ */ defineStruct('CancelOrder', { orderHash: 'order', expiry: 'time' })

/**
 * "The sandbox is ready", signed by the node key. The contract accepts it up to 120 s after `signedAt` and finds the node from the signature.
 * `restHash` is `leaseRestHash` of the lease's terms.
 */
export type Ready = StructValue<typeof readyStruct>
/**
 * "End this lease", signed by its holder. With `accept`, the holder agrees that the provider is paid and the rest is refunded at once. `leaseKey` identifies
 * the lease.
 */
export type End = StructValue<typeof endStruct>
/** "Cancel this lease before it is ready", signed by its holder. */
export type CancelLease = StructValue<typeof cancelLeaseStruct>
/** A message that cancels an order in the order book, signed by the order's owner. The engine obeys it; the contract does not know it. */
export type CancelOrder = StructValue<typeof cancelOrderStruct>

/** Returns the digest that a node key signs for Ready. */
export function hashReady(ready: Ready, domain: SigningDomain): Hex32 {
  return typedDataDigest(domain, hashStruct(readyStruct, ready))
}

/** Returns the digest that a holder signs to end a lease. */
export function hashEnd(end: End, domain: SigningDomain): Hex32 {
  return typedDataDigest(domain, hashStruct(endStruct, end))
}

/** Returns the digest that a holder signs to cancel a lease that is not ready. */
export function hashCancelLease(cancel: CancelLease, domain: SigningDomain): Hex32 {
  return typedDataDigest(domain, hashStruct(cancelLeaseStruct, cancel))
}

/** Returns the digest that the owner of an order signs to cancel the order in the order book. */
export function hashCancelOrder(cancel: CancelOrder, domain: SigningDomain): Hex32 {
  return typedDataDigest(domain, hashStruct(cancelOrderStruct, cancel))
}
