import { describe, expect, it } from 'vitest'
import { durationSeconds } from '../units/seconds.ts'
import { pTokenUnits } from '../units/pTokenUnits.ts'
import { bidPieceFee, isLeftToParties, type SettleTerms, settleFeeOf } from './settleFee.ts'

const units = (value: bigint) => pTokenUnits(value)
const terms = (change: Partial<SettleTerms> = {}): SettleTerms => ({
  ...{ relayFee: units(0n), leastLeaseValue: units(1_000n), smallLeaseFee: units(7n) },
  ...change,
})
const piece = (price: bigint, gpus: number, seconds: bigint) => ({
  pricePerGpuSecond: units(price),
  gpus,
  durationSeconds: durationSeconds(seconds),
})

describe('settleFeeOf', () => {
  it('charges the fee of small leases below the least value, and not at it', () => {
    expect(settleFeeOf(piece(3n, 1, 333n), terms())).toBe(7n)
    expect(settleFeeOf(piece(5n, 2, 100n), terms())).toBe(0n)
  })

  it('charges every piece at least the relay fee', () => {
    expect(settleFeeOf(piece(1n, 1, 1n), terms({ relayFee: units(9n) }))).toBe(9n)
    expect(settleFeeOf(piece(1_000n, 1, 1n), terms({ relayFee: units(9n) }))).toBe(9n)
  })

  it('returns null for a small piece without a fee, and charges nothing when the least value is 0', () => {
    expect(settleFeeOf(piece(1n, 1, 1n), terms({ smallLeaseFee: units(0n) }))).toBeNull()
    expect(settleFeeOf(piece(1n, 1, 1n), terms({ leastLeaseValue: units(0n) }))).toBe(0n)
  })
})

describe('bidPieceFee', () => {
  const bid = { maxPricePerGpuSecond: units(1n), gpus: 8, durationSeconds: durationSeconds(500n) }

  it('depends on the smallest piece that the bid may be split into', () => {
    expect(bidPieceFee({ ...bid, minGpusPerNode: 8 }, terms())).toBe(0n)
    expect(bidPieceFee({ ...bid, minGpusPerNode: 2 }, terms())).toBe(0n)
    expect(bidPieceFee({ ...bid, minGpusPerNode: 1 }, terms())).toBe(7n)
    expect(bidPieceFee({ ...bid, minGpusPerNode: 0 }, terms())).toBe(7n)
  })

  it('is 0 when the operator settles no small piece for a fee', () => {
    expect(bidPieceFee({ ...bid, minGpusPerNode: 1 }, terms({ smallLeaseFee: units(0n) }))).toBe(0n)
  })
})

describe('isLeftToParties', () => {
  it('is true for a small piece whose share of the signed relay fee is too low', () => {
    const bid = { maxRelayFee: 28n, gpus: 8 }
    expect(isLeftToParties({ ...piece(1n, 1, 500n), bid }, terms())).toBe(true)
    expect(isLeftToParties({ ...piece(1n, 1, 500n), bid: { ...bid, maxRelayFee: 56n } }, terms())).toBe(false)
    expect(isLeftToParties({ ...piece(1n, 1, 500n), bid: { ...bid, maxRelayFee: 56n } }, terms({ smallLeaseFee: units(0n) }))).toBe(true)
  })

  it('is false for every piece of the least value, whatever its bid signs', () => {
    expect(isLeftToParties({ ...piece(2n, 1, 500n), bid: { maxRelayFee: 0n, gpus: 8 } }, terms())).toBe(false)
  })
})
