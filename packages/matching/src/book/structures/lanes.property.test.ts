import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BidLane, Lanes } from './lanes.ts'
import { numberKey } from './numberOf.ts'

/** Nonces near each other, so that many repeat and arrive out of order. Some are too large for an exact float. */
const nonce = fc.oneof(
  fc.bigInt({ min: 0n, max: 12n }),
  fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }),
  fc.bigInt({ min: 2n ** 256n - 3n, max: 2n ** 256n - 1n }),
)

/** One random change of a lane (the three counters of a bid). Most changes are matches; some are settles or cancellations. */
const change = fc.record({ nonce, filled: fc.nat(3), pending: fc.nat(3), cancellations: fc.nat(1) })

test('finds the lanes of an account like a map by nonce, in any order of changes', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const lanes = new Lanes()
      const known = new Map<bigint, BidLane>()
      for (const { nonce: one, ...by } of changes) {
        expect(lanes.get(numberKey(one))).toEqual(known.get(one))
        const before = known.get(one) ?? { filled: 0, pending: 0, cancellations: 0 }
        known.set(one, {
          filled: before.filled + by.filled,
          pending: before.pending + by.pending,
          cancellations: before.cancellations + by.cancellations,
        })
        lanes.change(numberKey(one), by)
        for (const [asked, answer] of known) {
          expect(lanes.takenOf(numberKey(asked))).toBe(answer.filled + answer.pending)
          expect(lanes.get(numberKey(asked))).toEqual(answer)
        }
      }
      expect(new Map(lanes)).toEqual(known)
    }),
  )
})
