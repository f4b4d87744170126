import { defineStruct, type StructValue } from '../structs/defineStruct.ts'

/**
 * A provider's order to sell GPU time on one node. A fill does not consume it; calendar, expiry and cancellation limit it. `noticeSeconds` are
 * the paid seconds after a renter cancels or ends early; `trialSeconds` are free after Ready. A zero `privateRenter` means that anyone may rent.
 * `executor` 1 is the engine set, 0 is anyone, any other value is that address. `nonce` is a bit.
 */
export type Ask = StructValue<typeof askStruct>

/** The signed form of an ask, equal to the struct of the Market contract. */
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
  noticeSeconds: { kind: 'seconds', about: 'Seconds a renter pays after giving notice: the whole cancellation policy.' },
  trialSeconds: { kind: 'seconds', about: 'Free seconds after Ready.' },
  privateRenter: { kind: 'account', about: 'The zero address: anyone may rent.' },
  transferable: 'flag',
  executor: { kind: 'account', about: 'Address 1: the engine set; the zero address: anyone.' },
  nonce: 'nonce',
  expiry: 'time',
})
