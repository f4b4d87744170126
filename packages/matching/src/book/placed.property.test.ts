import { type Ask, type Bid, orderHash } from '@infinitio/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askOf, bidOf, hashOf, nodeOf, provider, renter } from '../../test/marketScene.ts'
import { newAccount } from './accountOf.ts'
import { StoredAsk } from './storedAsk.ts'
import { StoredBid } from './storedBid.ts'
import { createBook } from './createBook.ts'
import { marketBookOf } from './marketBook.ts'
import { newNode } from './nodeRecord.ts'
import type { AskRecord, BidRecord } from './records.ts'

/** Whole numbers of a field with `bits` bits. They include the limits at which V8 needs a heap object, or a number is no longer exact. */
function whole(bits: number): fc.Arbitrary<bigint> {
  const edges = [31, 32, 53, bits].filter((edge) => edge <= bits).flatMap((edge) => [2n ** BigInt(edge) - 1n, 2n ** BigInt(edge - 1)])
  return fc.oneof(fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n }), fc.constantFrom(0n, 1n, ...edges))
}

const small = fc.integer({ min: 0, max: 255 })
const terms = fc.record({ nonce: whole(64), expiry: whole(40), maxFeeBps: fc.bigInt({ min: 0n, max: 10_000n }) })
const bid = fc.record({
  classMask: whole(256),
  regionMask: whole(256),
  minVramGib: fc.integer({ min: 0, max: 65_535 }),
  minTier: small,
  minReliabilityBps: fc.bigInt({ min: 0n, max: 65_535n }),
  gpus: small,
  minGpusPerNode: small,
  allOrNothing: fc.boolean(),
  cluster: fc.boolean(),
  durationSeconds: whole(32),
  startFrom: whole(40),
  startUntil: whole(40),
  maxPricePerGpuSecond: whole(96),
  maxRelayFee: whole(96),
  timeInForce: small,
})
const ask = fc.record({
  pricePerGpuSecond: whole(96),
  minGpus: small,
  maxGpus: small,
  minDurationSeconds: whole(32),
  maxDurationSeconds: whole(32),
  availableFrom: whole(40),
  availableUntil: whole(40),
  noticeSeconds: whole(32),
  trialSeconds: whole(32),
  transferable: fc.boolean(),
})
const placing = { signature: '0x12', orderHash: hashOf('one') }
const mandate = { provider, node: nodeOf(1), minPricePerGpuSecond: 1n, maxDurationSeconds: 2n, until: 3n, nonce: 4n }
const session = fc.record({ session: fc.constant('s'), replaces: fc.constant(orderHash(hashOf('two'))) }, { requiredKeys: [] })

describe('an order that the book stores as plain numbers', () => {
  test('returns the placed bid with every bit of every field, and ranks it by price', () => {
    const extras = fc.record({ rank: fc.constantFrom('price', 'value'), holdId: fc.constant('h') }, { requiredKeys: [] })
    fc.assert(
      fc.property(bid, terms, session, extras, (fields, shared, said, more) => {
        const order = bidOf({ ...fields, ...shared } as Partial<Bid>)
        const command = { kind: 'PlaceBid' as const, ...placing, ...said, ...more, bid: order } as BidRecord['placed']
        const record = new StoredBid(command, { account: newAccount(renter), seq: 1, state: 'resting' })
        expect(record.placed).toStrictEqual(command)
        expect([record.price, record.rank]).toEqual([order.maxPricePerGpuSecond, -Number(order.maxPricePerGpuSecond)])
        expect(BigInt(record.lowClasses >>> 0)).toBe(order.classMask % 2n ** 32n)
      }),
    )
  })

  test('returns the placed ask with every bit of every field, and ranks it by price', () => {
    const extras = fc.record({ mandate: fc.constant(mandate), mandateSignature: fc.constant('0x34') }, { requiredKeys: [] })
    fc.assert(
      fc.property(ask, terms, session, extras, (fields, shared, said, more) => {
        const order = askOf({ ...fields, ...shared } as Partial<Ask>)
        const command = { kind: 'PlaceAsk' as const, ...placing, ...said, ...more, ask: order } as AskRecord['placed']
        const market = marketBookOf(createBook(), { classId: 1, regionId: 1 })
        const node = newNode({ node: order.node, provider, classId: 1, regionId: 1, gpus: 8, vramGib: 80 }, market)
        const record = new StoredAsk(command, { node, seq: 1, feeBps: 25n as never })
        expect(record.placed).toStrictEqual(command)
        expect([record.price, record.rank]).toEqual([order.pricePerGpuSecond, Number(order.pricePerGpuSecond)])
        expect(record.isPlain).toBe(order.maxFeeBps >= 25n && record.mandate === null)
      }),
    )
  })
})
