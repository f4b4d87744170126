import type { OrderWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { onlyBitOf, orderFacts } from '#web/parts/order/orderFacts.ts'
import { isCancellable } from '#web/parts/order/ordersQuery.ts'

const anyMask = (2n ** 256n - 1n).toString()
const zeros = `0x${'0'.repeat(64)}`

describe('the facts of a bid', () => {
  test('calculate the most that the unfilled part costs, with the signed fees', () => {
    // A price of 1,000 × 3 GPUs × 3,600 s, plus a fee of 0.25 % rounded up. The relay fee was signed for all 4 GPUs, so three quarters of it are added.
    expect(orderFacts(bid({})).atMost).toBe(10_800_000n + 27_000n + 5n)
    expect(orderFacts(bid({ allOrNothing: true })).atMost).toBe(10_800_000n + 27_000n + 5n)
    expect(orderFacts({ ...bid({}), gpusToGo: 4 }).atMost).toBe(14_400_000n + 36_000n + 7n)
    expect(orderFacts({ ...bid({}), gpusToGo: 0 }).atMost).toBe(0n)
  })

  test('name the accepted classes, or none for any class', () => {
    expect(orderFacts(bid({})).classIds).toEqual([])
    expect(orderFacts(bid({ classMask: '34' })).classIds).toEqual([1, 5])
    expect([onlyBitOf(1n << 5n), onlyBitOf(34n), onlyBitOf(2n ** 256n - 1n)]).toEqual([5, null, null])
    expect(orderFacts(bid({ node: `0x${'ab'.repeat(32)}` })).node).toMatch(/^0xab/)
  })

  test('contain the start only if it is in the future', () => {
    expect(orderFacts(bid({ startFrom: 0 })).startFrom).toBeNull()
    expect(orderFacts(bid({ startFrom: 9_000 })).startFrom).toBe(9_000)
  })
})

test.each([
  ['open', 3, true],
  ['partly_filled', 1, true],
  ['accepted', 0, true],
  ['matched', 0, false],
  ['settled', 0, false],
  ['cancelled', 0, false],
] as const)('a bid that is %s with %i GPUs to go: cancellable %s', (state, gpusToGo, canCancel) => {
  expect(isCancellable({ state, gpusToGo, kind: 'bid' })).toBe(canCancel)
})

function bid(change: Record<string, unknown>): Pick<OrderWire, 'order' | 'gpusToGo' | 'createdAt'> {
  const order = {
    ...{ renter: `0x${'1'.repeat(40)}`, classMask: anyMask, regionMask: anyMask, minVramGib: 0, minTier: 0, minReliabilityBps: 0, node: zeros },
    ...{ gpus: 4, minGpusPerNode: 1, allOrNothing: false, cluster: false, durationSeconds: 3_600, startFrom: 0, startUntil: 9_999 },
    ...{ maxPricePerGpuSecond: '1000', maxRelayFee: '7', timeInForce: 0, workloadHash: zeros, maxFeeBps: 25, executor: `0x${'0'.repeat(39)}1` },
    ...{ nonce: '1', expiry: 9_999 },
    ...change,
  }
  return { order, gpusToGo: 3, createdAt: 100 } as Pick<OrderWire, 'order' | 'gpusToGo' | 'createdAt'>
}
