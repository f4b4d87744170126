import fc from 'fast-check'
import { hashTypedData } from 'viem'
import { describe, expect, test } from 'vitest'
import { arbitraryAsk, arbitraryBid, arbitraryDomain, arbitraryMandate } from '../../test/arbitraryOrders.ts'
import {
  askTypedData,
  bidTypedData,
  cancelLeaseTypedData,
  cancelOrderTypedData,
  endTypedData,
  hashAsk,
  hashBid,
  hashCancelLease,
  hashCancelOrder,
  hashEnd,
  hashMandate,
  hashReady,
  hex32,
  leaseId,
  mandateTypedData,
  orderHash,
  readyTypedData,
  type TypedData,
  unixSeconds,
} from '../index.ts'

const viemHash = (data: TypedData) => hashTypedData(data as never)

describe('hashes of signed messages', () => {
  test('equal viem’s for 1,000 random asks, bids and mandates', () => {
    fc.assert(
      fc.property(arbitraryAsk, arbitraryBid, arbitraryMandate, arbitraryDomain, (ask, bid, mandate, domain) => {
        expect(hashAsk(ask, domain)).toBe(viemHash(askTypedData(ask, domain)))
        expect(hashBid(bid, domain)).toBe(viemHash(bidTypedData(bid, domain)))
        expect(hashMandate(mandate, domain)).toBe(viemHash(mandateTypedData(mandate, domain)))
      }),
      { numRuns: 1_000, seed: 1_311 },
    )
  })

  test('equal viem’s for random relayed messages', () => {
    const word = fc.bigInt(0n, 2n ** 256n - 1n)
    const any = fc.record({ id: word, key: word, at: fc.bigInt(0n, 2n ** 40n - 1n), accept: fc.boolean(), domain: arbitraryDomain })
    fc.assert(
      fc.property(any, ({ id, key, at, accept, domain }) => {
        const leaseKey = hex32(`0x${key.toString(16).padStart(64, '0')}`)
        const start = unixSeconds(at >> 1n)
        const ready = { leaseId: leaseId(id), provider: domain.market, restHash: leaseKey, start, signedAt: unixSeconds(at) }
        const end = { leaseId: leaseId(id), leaseKey, accept, expiry: unixSeconds(at) }
        const cancelLease = { leaseId: leaseId(id), leaseKey, expiry: unixSeconds(at) }
        const cancelOrder = { orderHash: orderHash(`0x${id.toString(16).padStart(64, '0')}`), expiry: unixSeconds(at) }
        expect(hashReady(ready, domain)).toBe(viemHash(readyTypedData(ready, domain)))
        expect(hashEnd(end, domain)).toBe(viemHash(endTypedData(end, domain)))
        expect(hashCancelLease(cancelLease, domain)).toBe(viemHash(cancelLeaseTypedData(cancelLease, domain)))
        expect(hashCancelOrder(cancelOrder, domain)).toBe(viemHash(cancelOrderTypedData(cancelOrder, domain)))
      }),
      { numRuns: 200, seed: 1_312 },
    )
  })
})
