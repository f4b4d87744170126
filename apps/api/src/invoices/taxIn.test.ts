import { expect, test } from 'vitest'
import { taxIn } from './taxIn.ts'

test('the tax in an amount and the net amount add up to it', () => {
  expect(taxIn(119n, 1_900)).toBe(19n)
  expect(taxIn(100n, 1_900)).toBe(16n)
  expect(taxIn(1n, 1)).toBe(0n)
  expect(taxIn(0n, 1_900)).toBe(0n)
})
