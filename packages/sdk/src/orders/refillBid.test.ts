import { bidStruct, structToWire, timeInForce, zeroHex32 } from '@infinitio/domain'
import { describe, expect, it, test } from 'vitest'
import { buildOpenBid } from './buildOpenBid.ts'
import { bidFromText, bidToText, isLostLease, refillBid } from './refillBid.ts'

const chain = { chainNow: 1_000_000, feeBps: 25, relayFee: '7', leastLeaseValue: '0', smallLeaseFee: '0' }
const older = buildOpenBid({
  ...{ renter: `0x${'1'.repeat(40)}`, classIds: [3], regionIds: [1, 2], gpus: 8, durationSeconds: 7_200, maxPricePerGpuSecond: '500' },
  ...{ workloadHash: `0x${'a'.repeat(64)}`, nonce: 4n, chain, minGpusPerNode: 2, minTier: 2, minVramGib: 80 },
})
const wire = structToWire(bidStruct, older)
const lost = { gpus: 2, seconds: 3_000, regionId: 2, nonce: 9n, chain }

describe('the bid that replaces a lost lease', () => {
  it('takes one machine for the unused time, and pays no more', () => {
    expect(refillBid(wire, lost)).toMatchObject({
      ...{ renter: older.renter, classMask: older.classMask, regionMask: older.regionMask, minTier: 2, minVramGib: 80, node: zeroHex32 },
      ...{ gpus: 2, minGpusPerNode: 2, durationSeconds: 3_000n, maxPricePerGpuSecond: 500n, maxFeeBps: older.maxFeeBps, nonce: 9n },
      ...{ workloadHash: older.workloadHash, cluster: false, timeInForce: timeInForce.gtc, expiry: 1_003_000n },
    })
  })

  it('joins the cluster of a lost member, in its region', () => {
    expect(refillBid({ ...wire, cluster: true }, lost)).toMatchObject({ regionMask: 4n, cluster: true, workloadHash: older.workloadHash })
  })

  it('rests at most seven days, and never longer than the unused time', () => {
    expect(refillBid(wire, { ...lost, seconds: 30 * 86_400 })?.expiry).toBe(1_000_000n + 7n * 86_400n - 60n)
    expect(refillBid(wire, { ...lost, seconds: 60 })?.expiry).toBe(1_000_060n)
    expect(refillBid(wire, { ...lost, seconds: 59 })).toBeNull()
  })
})

test('a bid is the same after it was stored as text', () => {
  expect(bidFromText(bidToText(older))).toEqual(older)
})

test.each([
  ['ended', 'provider_ended', true],
  ['closed', 'node_lost', true],
  ['closed', 'no_show', true],
  ['active', null, false],
  ['ended', 'renter_ended', false],
  ['closed', 'time_up', false],
  ['closed', 'cancelled', false],
] as const)('a lease that is %s by %s is lost: %s', (state, endReason, isLost) => {
  expect(isLostLease({ state, endReason })).toBe(isLost)
})
