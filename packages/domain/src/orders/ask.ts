import { defineStruct, type StructValue } from '../structs/defineStruct.ts'

/**
 * A provider's order to sell GPU time on one node. A match does not use the ask up: further leases are possible while the node's calendar has free GPUs, until
 * the ask expires or is cancelled.
 * - `noticeSeconds`: seconds that a renter still pays for after ending or cancelling a lease.
 * - `trialSeconds`: seconds after Ready that are free.
 * - `privateRenter`: zero means that anyone may rent.
 * - `executor`: the account that may settle the ask. 1 means the engine set (the addresses that the Directory names for this), 0 means anyone, and any other
 *   value means that address.
 * - `nonce`: the position of a bit that a cancellation sets.
 */
export type Ask = StructValue<typeof askStruct>

/** The EIP-712 form of an ask. It equals the struct of the Market contract. */
export const askStruct = /* @__PURE__ */ defineStruct('Ask', {
  provider: 'account',
  node: 'node',
  pricePerGpuSecond: { kind: 'price', about: 'PToken base units per GPU-second.' },
  minGpus: { kind: 'count8', least: 1, most: 15 },
  maxGpus: { kind: 'count8', least: 1, most: 15 },
  minDurationSeconds: 'seconds',
  maxDurationSeconds: 'seconds',
  availableFrom: 'time',
  availableUntil: 'time',
  maxFeeBps: 'bps',
  noticeSeconds: { kind: 'seconds', about: 'Seconds that a renter still pays for after ending the lease.' },
  trialSeconds: { kind: 'seconds', about: 'Free seconds after Ready.' },
  privateRenter: { kind: 'account', about: 'The only renter; the zero address: anyone.' },
  transferable: 'flag',
  executor: 'account',
  nonce: 'nonce',
  expiry: 'time',
})
