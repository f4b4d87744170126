import { defineStruct, type StructValue } from '../structs/defineStruct.ts'

/**
 * Limits within which a provider's wallet lets a node's own key sign asks. `until` bounds the settle, `availableUntil` the ask's window.
 * `flags` is the sum of `mandateFlags`.
 */
export type Mandate = StructValue<typeof mandateStruct>

/** Bits of `Mandate.flags`: the ask may be transferable; the ask may be for one renter alone. */
export const mandateFlags = { transferable: 1, privateRenter: 2 } as const

/** Mandate as the wallet signs it; twin of the Market contract's struct. */
export const mandateStruct = /* @__PURE__ */ defineStruct('Mandate', {
  provider: 'account',
  node: 'node',
  minPricePerGpuSecond: 'price',
  maxDurationSeconds: 'seconds',
  maxTrialSeconds: { kind: 'seconds', about: 'Longest trial of an ask.' },
  minNoticeSeconds: 'seconds',
  maxNoticeSeconds: 'seconds',
  availableUntil: { kind: 'time', about: 'Unix seconds: no ask may offer the machine for longer.' },
  flags: { kind: 'count8', about: 'Bit 0 the ask may be transferable, bit 1 the ask may be for one renter alone.' },
  until: { kind: 'time', about: 'Unix seconds: no ask may be settled later.' },
  nonce: 'nonce',
})
