import { type Bid, zeroHex32 } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { buildOpenBid, type OpenBid } from './buildOpenBid.ts'
import { changedBid, type OrderChange } from './changedBid.ts'

const now = 1_800_000_000
const chain = { chainNow: now, feeBps: 25, relayFee: '7', leastLeaseValue: '0', smallLeaseFee: '0' }

describe('the bid that takes the place of an older one', () => {
  test('is the older one but for what was changed', () => {
    const older = bid({})
    const newer = changedBid({ older, change: { gpus: 3 }, nonce: 9n, chain })
    expect(newer).toEqual({ ...older, gpus: 3, nonce: 9n })
  })

  test('may start for as long as it is kept, and keeps a window that was promised', () => {
    const older = bid({})
    const longer = { expiry: Number(older.expiry) + 3_600 }
    expect(changedBid({ older, change: longer, nonce: 9n, chain })).toMatchObject({
      startUntil: older.expiry + 3_600n,
      expiry: older.expiry + 3_600n,
    })
    const later = bid({ startFrom: now + 86_400, startUntil: now + 90_000 })
    expect(changedBid({ older: later, change: { expiry: now + 100_000 }, nonce: 9n, chain }).startUntil).toBe(later.startUntil)
  })

  test('signs the fees of now when they rose, and no less than before', () => {
    const older = bid({})
    const at = (feeBps: number, relayFee: string) => changedBid({ older, change: {}, nonce: 9n, chain: { ...chain, feeBps, relayFee } })
    expect(at(30, '9')).toMatchObject({ maxFeeBps: 30n, maxRelayFee: 36n })
    expect(at(20, '5')).toMatchObject({ maxFeeBps: 25n, maxRelayFee: 28n })
  })

  test('never asks for more on one node than it wants at all', () => {
    expect(edited({ minGpusPerNode: 4 }, { gpus: 2 })).toMatchObject({ gpus: 2, minGpusPerNode: 2 })
    expect(edited({ minGpusPerNode: 4, allOrNothing: true }, { gpus: 6 })).toMatchObject({ gpus: 6, minGpusPerNode: 6 })
    expect(edited({ minGpusPerNode: 2 }, { gpus: 3 })).toMatchObject({ gpus: 3, minGpusPerNode: 2 })
  })
})

function edited(terms: Partial<OpenBid>, patch: OrderChange): Bid {
  const older = bid(terms)
  return changedBid({ older, change: patch, nonce: 9n, chain })
}

function bid(terms: Partial<OpenBid>): Bid {
  const plain = { renter: `0x${'1'.repeat(40)}`, classIds: [1], regionIds: [0], gpus: 4, durationSeconds: 3_600, maxPricePerGpuSecond: '1000' }
  return buildOpenBid({ ...plain, workloadHash: zeroHex32, nonce: 1n, chain, timeInForce: 'gtt', expiry: now + 80_000, ...terms })
}
