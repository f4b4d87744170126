import fc from 'fast-check'
import {
  type Address,
  type Ask,
  address,
  type Bid,
  bps,
  durationSeconds,
  type LeaseTerms,
  type Mandate,
  nodeId,
  pTokenUnits,
  unixSeconds,
  workloadHash,
} from '../src/index.ts'

const hex = (digits: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: digits, maxLength: digits }).map((text) => `0x${text}`)
const uint = (bits: number) => fc.oneof(fc.constantFrom(0n, 2n ** BigInt(bits) - 1n), fc.bigInt(0n, 2n ** BigInt(bits) - 1n))
const small = (max: number) => fc.oneof(fc.constantFrom(0, max), fc.integer({ min: 0, max }))
const anyAddress: fc.Arbitrary<Address> = hex(40).map(address)
const anyNode = hex(64).map(nodeId)
const price = uint(96).map(pTokenUnits)
const duration = uint(32).map(durationSeconds)
const moment = uint(40).map(unixSeconds)
const rate = fc.bigInt(0n, 10_000n).map(bps)
const workload = hex(64).map(workloadHash)

/** Generates a random ask with fields that fit their signed types. */
export const arbitraryAsk: fc.Arbitrary<Ask> = fc.record({
  provider: anyAddress,
  node: anyNode,
  pricePerGpuSecond: price,
  minGpus: small(255),
  maxGpus: small(255),
  minDurationSeconds: duration,
  maxDurationSeconds: duration,
  availableFrom: moment,
  availableUntil: moment,
  maxFeeBps: rate,
  noticeSeconds: duration,
  trialSeconds: duration,
  privateRenter: anyAddress,
  transferable: fc.boolean(),
  executor: anyAddress,
  nonce: uint(64),
  expiry: moment,
})

/** Generates a random bid with fields that fit their signed types. */
export const arbitraryBid: fc.Arbitrary<Bid> = fc.record({
  renter: anyAddress,
  classMask: uint(256),
  regionMask: uint(256),
  minVramGib: small(65_535),
  minTier: small(255),
  minReliabilityBps: rate,
  node: anyNode,
  gpus: small(255),
  minGpusPerNode: small(255),
  allOrNothing: fc.boolean(),
  cluster: fc.boolean(),
  durationSeconds: duration,
  startFrom: moment,
  startUntil: moment,
  maxPricePerGpuSecond: price,
  maxRelayFee: price,
  timeInForce: small(255),
  workloadHash: workload,
  maxFeeBps: rate,
  executor: anyAddress,
  nonce: uint(64),
  expiry: moment,
})

/** Generates a random mandate with fields that fit their signed types. */
export const arbitraryMandate: fc.Arbitrary<Mandate> = fc.record({
  provider: anyAddress,
  node: anyNode,
  minPricePerGpuSecond: price,
  maxDurationSeconds: duration,
  maxTrialSeconds: duration,
  minNoticeSeconds: duration,
  maxNoticeSeconds: duration,
  availableUntil: moment,
  flags: small(255),
  until: moment,
  nonce: uint(64),
})

/** Generates random terms of a settled lease: at most 28 days, 1 to 15 GPUs, and a limited fee. */
export const arbitraryTerms: fc.Arbitrary<LeaseTerms> = fc.record({
  renter: anyAddress,
  provider: anyAddress,
  node: anyNode,
  hostKey: hex(64).map((text) => text as `0x${string}`),
  pricePerGpuSecond: fc.oneof(fc.constantFrom(1n, 2n ** 96n - 1n), fc.bigInt(1n, 10n ** 17n)).map(pTokenUnits),
  gpus: fc.integer({ min: 1, max: 15 }),
  start: fc.bigInt(1_700_000_000n, 1_900_000_000n).map(unixSeconds),
  durationSeconds: fc.oneof(fc.constantFrom(1n, 60n, 3600n), fc.bigInt(1n, 28n * 86_400n)).map(durationSeconds),
  noticeSeconds: fc.oneof(fc.constant(0n), fc.bigInt(0n, 86_400n)).map(durationSeconds),
  trialSeconds: fc.constantFrom(0n, 300n, 7_200n).map(durationSeconds),
  feeBps: fc.constantFrom(0n, 25n, 100n).map(bps),
  flags: fc.integer({ min: 0, max: 7 }),
  askNonce: uint(64),
  askMaxDurationSeconds: duration,
  askAvailableUntil: moment,
  workloadHash: workload,
})

/** Generates a random chain id and Market address. */
export const arbitraryDomain = fc.record({ chainId: fc.integer({ min: 1, max: 2 ** 31 - 1 }), market: anyAddress })
