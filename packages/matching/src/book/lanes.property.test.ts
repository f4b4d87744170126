import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BidLane } from './accountRecord.ts'
import { Lanes } from './lanes.ts'
import { numberKey } from './numberKey.ts'

/** Nonces near each other, so that many come again and out of order, also where a float does not tell them apart. */
const nonce = fc.oneof(
  fc.bigInt({ min: 0n, max: 12n }),
  fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }),
  fc.bigInt({ min: 2n ** 256n - 3n, max: 2n ** 256n - 1n }),
)

test('the lanes of an account are those of a map by nonce, in whatever order they come', () => {
  fc.assert(
    fc.property(fc.array(nonce, { maxLength: 40 }), (nonces) => {
      const lanes = new Lanes()
      const known = new Map<bigint, BidLane>()
      for (const one of nonces) {
        expect(lanes.get(numberKey(one))).toBe(known.get(one))
        if (known.has(one)) continue
        const lane = { filled: 0, pending: 1, cancellations: 0 }
        lanes.add(numberKey(one), lane)
        known.set(one, lane)
        for (const [asked, answer] of known) expect(lanes.get(numberKey(asked))).toBe(answer)
      }
      expect(new Map(lanes)).toEqual(known)
    }),
  )
})
