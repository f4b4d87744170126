import { expect, test } from 'vitest'
import { missingBond } from '#web/parts/bond/missingBond.ts'

test('is what the required bond is above the locked one, and nothing otherwise', () => {
  expect(missingBond({ bonded: 46n, required: 48n })).toBe(2n)
  expect(missingBond({ bonded: 48n, required: 48n })).toBe(0n)
  expect(missingBond({ bonded: 50n, required: 48n })).toBe(0n)
})
