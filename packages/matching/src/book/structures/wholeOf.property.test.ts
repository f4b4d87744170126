import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wholeOf } from './wholeOf.ts'

const wholes = fc.oneof(fc.integer({ min: -3, max: 5_000 }), fc.maxSafeInteger())

test('converts a whole number like BigInt(), whatever was converted before', () => {
  fc.assert(
    fc.property(fc.array(wholes, { maxLength: 200 }), (numbers) => {
      expect([...numbers, ...numbers].map(wholeOf)).toEqual([...numbers, ...numbers].map(BigInt))
    }),
  )
  expect(() => wholeOf(0.5)).toThrow(RangeError)
})
