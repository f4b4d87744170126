import type { ListingWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { clusterTerms } from '#web/features/cluster/clusterTerms.ts'

const chain = { feeBps: 0, relayFee: '7', leastLeaseValue: '0', smallLeaseFee: '0' }
const slice = (price: number, gpus: number, { notice = 0, trial = 0, node = '0x1' }) => ({
  listing: {
    node,
    name: `name of ${node}`,
    ask: { pricePerGpuSecond: String(price), noticeSeconds: notice, trialSeconds: trial },
  } as unknown as ListingWire,
  gpus,
})
const termsOf = (slices: readonly ReturnType<typeof slice>[], durationSeconds: number, mayTry = true) =>
  clusterTerms({ slices, highestPrice: 0n }, { durationSeconds, mayTry, chain })

test('adds up the leases, each with its own price and relay fee', () => {
  expect(termsOf([slice(10, 8, {}), slice(12, 8, {})], 3_600).total).toBe(10n * 8n * 3_600n + 12n * 8n * 3_600n + 14n)
})

test('returns the longest notice, the shortest trial and the least cost of both', () => {
  const slices = [slice(10, 8, { notice: 60, trial: 300 }), slice(12, 8, { trial: 600 })]
  expect(termsOf(slices, 36_000)).toMatchObject({ noticeSeconds: 60, trialSeconds: 300, least: 14n })
  expect(termsOf(slices, 36_000, false)).toMatchObject({ trialSeconds: 0, least: 10n * 8n * 60n + 14n })
})

test('returns the notice and the least cost of each machine, whose leases count together', () => {
  const slices = [slice(10, 8, { notice: 60 }), slice(10, 4, { notice: 60 }), slice(12, 8, { node: '0x2' })]
  expect(termsOf(slices, 36_000).machines).toEqual([
    { node: '0x1', name: 'name of 0x1', least: 10n * 12n * 60n + 14n, noticeSeconds: 60, trialSeconds: 0 },
    { node: '0x2', name: 'name of 0x2', least: 7n, noticeSeconds: 0, trialSeconds: 0 },
  ])
})

test('gives a cluster shorter than 9,000 s no trial', () => {
  const slices = [slice(10, 8, { trial: 300 })]
  expect(termsOf(slices, 8_999).trialSeconds).toBe(0)
  expect(termsOf(slices, 9_000).trialSeconds).toBe(300)
})
