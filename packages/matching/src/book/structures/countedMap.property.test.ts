import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CountedMap } from './countedMap.ts'
import { type NumberKey, numberKey } from './numberOf.ts'

/** Keys of two pages, keys at the border between them, and some keys that a number cannot hold exactly. */
const key = fc
  .oneof(fc.bigInt({ min: 0n, max: 6n }), fc.bigInt({ min: 1_021n, max: 1_026n }), fc.bigInt({ min: 2n ** 53n - 2n, max: 2n ** 53n + 2n }))
  .map(numberKey)

const change = fc.record({ key, value: fc.option(fc.nat(), { nil: undefined }) })

test('behaves like a Map, in whatever order keys are set and deleted', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const ours = new CountedMap<number>()
      const theirs = new Map<NumberKey, number>()
      for (const { key: one, value } of changes) {
        if (value === undefined) {
          ours.delete(one)
          theirs.delete(one)
        } else {
          ours.set(one, value)
          theirs.set(one, value)
        }
        expect(ours.get(one)).toBe(theirs.get(one))
        expect(ours.size).toBe(theirs.size)
      }
      expect(new Map(ours)).toEqual(theirs)
      expect([...ours.values()].sort()).toEqual([...theirs.values()].sort())
    }),
  )
})
