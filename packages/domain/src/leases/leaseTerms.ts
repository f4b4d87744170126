import { defineStruct, type StructValue } from '../structs/defineStruct.ts'

/**
 * What was agreed, fixed at settle and hashed into the lease slot. `hostKey` is the node's raw ed25519 public key.
 * `trialSeconds` is 0 when this lease has no trial. `flags` is the sum of `leaseFlags`.
 */
export type LeaseTerms = StructValue<typeof leaseTermsStruct>

/** Bits of `LeaseTerms.flags`: spot = starts in the settle block. */
export const leaseFlags = { spot: 1, cluster: 2, transferable: 4 } as const

/** Lease terms as the contract hashes them; nobody signs them. Twin of the Market contract's struct. */
export const leaseTermsStruct = /* @__PURE__ */ defineStruct('LeaseTerms', {
  renter: 'account',
  provider: 'account',
  node: 'node',
  hostKey: { kind: 'bytes32', about: "Raw ed25519 public key of the node's SSH server." },
  pricePerGpuSecond: 'price',
  gpus: { kind: 'count8', least: 1, most: 15 },
  start: 'time',
  durationSeconds: 'seconds',
  noticeSeconds: 'seconds',
  trialSeconds: { kind: 'seconds', about: '0 when this lease has no trial.' },
  feeBps: 'bps',
  flags: { kind: 'count8', about: 'Bit 0 spot, bit 1 cluster, bit 2 transferable.' },
  askNonce: 'nonce',
  askMaxDurationSeconds: 'seconds',
  askAvailableUntil: 'time',
  workloadHash: 'workload',
})
