import { type Bid, zeroHex32 } from '@infinitio/domain'
import { buildOpenBid, type OpenBid } from '@infinitio/sdk'
import { expect, test } from 'vitest'
import { type BidChange, queuePositionAfter } from '#web/features/order-ticket/queuePositionAfter.ts'

const now = 1_800_000_000
const chain = { chainNow: now, feeBps: 25, relayFee: '7', leastLeaseValue: '0', smallLeaseFee: '0' }

test.each<[string, Partial<OpenBid>, Partial<BidChange>]>([
  ['same', {}, {}],
  ['keeps', {}, { gpus: 3 }],
  ['keeps', {}, { expiry: now + 1_000 }],
  ['end', {}, { gpus: 5 }],
  ['end', {}, { pricePerGpuSecond: 1_001n }],
  ['end', {}, { pricePerGpuSecond: 999n }],
  ['end', {}, { expiry: now + 90_000 }],
  ['end', { minGpusPerNode: 4, allOrNothing: true }, { gpus: 3 }],
])('its place: %s', (place, terms, patch) => {
  const older = bid(terms)
  expect(queuePositionAfter({ older, gpusToGo: 4 }, change(older, patch), chain)).toBe(place)
})

function change(older: Bid, patch: Partial<BidChange>): BidChange {
  return { pricePerGpuSecond: older.maxPricePerGpuSecond, gpus: older.gpus, expiry: Number(older.expiry), ...patch }
}

function bid(terms: Partial<OpenBid>): Bid {
  const plain = { renter: `0x${'1'.repeat(40)}`, classIds: [1], regionIds: [0], gpus: 4, durationSeconds: 3_600, maxPricePerGpuSecond: '1000' }
  return buildOpenBid({ ...plain, workloadHash: zeroHex32, nonce: 1n, chain, timeInForce: 'gtt', expiry: now + 80_000, ...terms })
}
