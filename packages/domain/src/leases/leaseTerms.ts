import { defineStruct, type StructValue } from '../structs/defineStruct.ts'
import { structFromChain } from '../structs/convertStruct.ts'

/**
 * The terms of a lease on which renter and provider agreed. They are fixed when the lease settles, and the contract stores their hash. `hostKey` is the node's
 * raw ed25519 public key. `trialSeconds` is 0 for a lease without a trial. `flags` is the sum of `leaseFlags`.
 */
export type LeaseTerms = StructValue<typeof leaseTermsStruct>

/** Bits of `LeaseTerms.flags`. A spot lease starts in the block that settles it. */
export const leaseFlags = { spot: 1, cluster: 2, transferable: 4 } as const

/** The form of lease terms that the contract hashes. It equals the contract's struct. Nobody signs it. */
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
  trialSeconds: { kind: 'seconds', about: 'Free seconds after Ready; 0: no trial.' },
  feeBps: 'bps',
  flags: { kind: 'count8', about: 'Bit 0: spot. Bit 1: cluster. Bit 2: transferable.' },
  askNonce: 'nonce',
  askMaxDurationSeconds: 'seconds',
  askAvailableUntil: 'time',
  workloadHash: 'workload',
})

/** The terms of a lease as plain values, as a database row has them: times in Unix seconds, the price in PToken base units per GPU-second. */
export type PlainLeaseTerms = {
  readonly renter: string
  readonly provider: string
  readonly nodeId: string
  readonly hostKey: string
  readonly pricePerGpuSecond: bigint
  readonly gpus: number
  readonly startAt: bigint
  readonly durationSeconds: bigint
  readonly noticeSeconds: bigint
  readonly trialSeconds: bigint
  readonly feeBps: number
  readonly flags: number
  readonly askNonce: bigint
  readonly askMaxDurationSeconds: bigint
  readonly askAvailableUntil: bigint
  readonly workloadHash: string
}

/** Converts the terms of a lease from a database row to the form for calls of the contract. Asserts that each value is valid. */
export function leaseTermsOf(row: PlainLeaseTerms): LeaseTerms {
  return structFromChain(leaseTermsStruct, { ...row, node: row.nodeId, start: row.startAt })
}
