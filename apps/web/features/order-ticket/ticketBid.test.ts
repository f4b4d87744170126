import { bidFromWire, bidToWire, bidWire } from '@infinitio/domain/wire'
import { zeroHex32 } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { bidQuote, coveredGpus } from '#web/features/order-ticket/bidQuote.ts'
import { ticketBid } from '#web/features/order-ticket/ticketBid.ts'
import { longestKeepSeconds, plainTicket, type TicketDraft } from '#web/features/order-ticket/ticketDraft.ts'
import { ticketProblem } from '#web/features/order-ticket/ticketProblem.ts'

const now = 1_800_000_000
const chain = { chainNow: now, feeBps: 25, relayFee: '7', leastLeaseValue: '0', smallLeaseFee: '0' }
const ready: TicketDraft = { ...plainTicket, classId: 3, regionId: 2, priceText: '3.60', gpus: 4, hours: 2 }
const bidOf = (change: Partial<TicketDraft>) =>
  ticketBid({ draft: { ...ready, ...change }, renter: `0x${'1'.repeat(40)}`, workloadHash: zeroHex32, nonce: 5n, chain })

describe('the bid of a ticket', () => {
  test('contains the typed values', () => {
    expect(bidOf({})).toMatchObject({ classMask: 8n, regionMask: 4n, gpus: 4, durationSeconds: 7_200n, maxPricePerGpuSecond: 10n ** 15n, nonce: 5n })
    expect(bidOf({}).node).toBe(zeroHex32)
    expect(bidOf({ node: `0x${'7'.repeat(64)}` }).node).toBe(`0x${'7'.repeat(64)}`)
    expect(bidOf({ classId: null, regionId: null })).toMatchObject({ classMask: 2n ** 256n - 1n, regionMask: 2n ** 256n - 1n })
  })

  test.each([
    ['rest', 3_600, 1, now + 3_600],
    ['rest', longestKeepSeconds, 0, now + 7 * 86_400 - 60],
    ['ioc', 3_600, 2, now + 600],
    ['fok', 3_600, 3, now + 600],
  ] as const)('encodes %s for %i s as time in force %i that ends at %i', (force, keepSeconds, timeInForce, expiry) => {
    expect(bidOf({ force, keepSeconds })).toMatchObject({ timeInForce, expiry: BigInt(expiry) })
  })

  test.each([
    ['parts', { minGpusPerNode: 1, allOrNothing: false, cluster: false }],
    ['oneNode', { minGpusPerNode: 4, allOrNothing: true, cluster: false }],
    ['whole', { minGpusPerNode: 1, allOrNothing: true, cluster: false }],
    ['cluster', { minGpusPerNode: 1, allOrNothing: true, cluster: true }],
  ] as const)('allows its GPUs as %s', (shape, terms) => {
    expect(bidOf({ shape })).toMatchObject(terms)
  })

  test('contains a start range read as UTC, and passes the validation of the API', () => {
    const bid = bidOf({ start: 'window', startFrom: '2027-01-16T08:00', startUntil: '2027-01-16T12:00' })
    expect(bid).toMatchObject({ startFrom: BigInt(Date.UTC(2027, 0, 16, 8) / 1_000), startUntil: BigInt(Date.UTC(2027, 0, 16, 12) / 1_000) })
    expect(bidFromWire(bidWire.parse(bidToWire(bid)))).toEqual(bid)
  })
})

test.each<[string | null, Partial<TicketDraft>]>([
  [null, {}],
  ['price', { priceText: '' }],
  ['price', { priceText: '0' }],
  ['gpus', { gpus: Number.NaN }],
  ['gpus', { gpus: 255 }],
  ['oneNode', { gpus: 16, shape: 'oneNode' }],
  ['hours', { hours: 673 }],
  ['window', { start: 'window' }],
  ['window', { start: 'window', startFrom: '2027-01-15T07:00', startUntil: '2027-01-15T12:00' }],
  ['window', { start: 'window', startFrom: '2027-01-16T08:00', startUntil: '2027-01-16T08:05' }],
  ['windowTooFar', { start: 'window', startFrom: '2027-02-12T08:00', startUntil: '2027-02-13T08:00' }],
  ['scriptMissing', { setup: { ...plainTicket.setup, template: 'script' } }],
])('a ticket lacks %s', (problem, change) => {
  expect(ticketProblem({ ...ready, ...change }, { now })).toBe(problem)
})

describe('what a bid costs at most', () => {
  test('costs price × GPUs × seconds, plus a rounded-up fee and a relay fee per lease', () => {
    const lines = (renterFee: bigint, relayFee: bigint) => [
      { key: 'renterFee', amount: renterFee },
      { key: 'relayFee', amount: relayFee },
    ]
    const many = { price: 28_800n * 10n ** 15n, fees: { lines: lines(72n * 10n ** 15n + 3n, 28n) }, leases: 4 }
    expect(bidQuote(bidOf({}))).toMatchObject(many)
    expect(bidQuote(bidOf({ shape: 'oneNode' }))).toMatchObject({ fees: { lines: lines(72n * 10n ** 15n, 7n) }, leases: 1 })
  })

  test('counts the GPUs that a balance covers', () => {
    const one = bidQuote(bidOf({ gpus: 1 })).total
    expect([0n, one - 1n, one, one * 3n + 2n, one * 9n].map((available) => coveredGpus(bidOf({}), available))).toEqual([0, 0, 1, 3, 4])
  })
})
