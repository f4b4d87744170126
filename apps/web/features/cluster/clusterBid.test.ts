import { zeroHex32 } from '@infinitio/domain'
import { expect, test } from 'vitest'
import { type ClusterOrder, clusterBid } from '#web/features/cluster/clusterBid.ts'
import { bidQuote } from '#web/features/order-ticket/bidQuote.ts'
import { ticketBid } from '#web/features/order-ticket/ticketBid.ts'
import { plainTicket } from '#web/features/order-ticket/ticketDraft.ts'
import { clusterWishOf } from '#web/parts/checkout/clusterAddress.ts'

const now = 1_800_000_000
const chain = { chainNow: now, feeBps: 25, relayFee: '7', leastLeaseValue: '0', smallLeaseFee: '0' }
const signing = { renter: `0x${'1'.repeat(40)}`, workloadHash: zeroHex32, nonce: 5n, chain }
const order = (query: string): ClusterOrder => ({ ...clusterWishOf(new URLSearchParams(query)), classId: 3, maxPricePerGpuSecond: 10n ** 15n })

test('signs the same order as the trading ticket for the same terms', () => {
  const draft = { ...plainTicket, classId: 3, regionId: 2, priceText: '3.60', gpus: 16, hours: 24, keepSeconds: 3_600, shape: 'cluster' as const }
  expect(clusterBid(order('region=2&gpus=16&seconds=86400'), signing)).toEqual(ticketBid({ draft, ...signing }))
})

test('fills at once or not at all when it may not wait', () => {
  expect(clusterBid(order('gpus=16&wait=0'), signing)).toMatchObject({
    timeInForce: 3,
    cluster: true,
    allOrNothing: true,
    regionMask: 2n ** 256n - 1n,
  })
  expect(clusterBid(order('gpus=16&wait=86400'), signing)).toMatchObject({ timeInForce: 1, expiry: BigInt(now + 86_400) })
})

test('requests the minimum GPUs per machine, and pays relay fees only for the possible number of leases', () => {
  const bid = clusterBid(order('gpus=16&each=8'), signing)
  expect(bid.minGpusPerNode).toBe(8)
  expect(bidQuote(bid).leases).toBe(2)
  expect(bid.maxRelayFee).toBe(14n)
})

test('starts within the hour of a later start', () => {
  expect(clusterBid(order('gpus=16&start=500100'), signing)).toMatchObject({ startFrom: 500_100n * 3_600n, startUntil: 500_101n * 3_600n })
})
