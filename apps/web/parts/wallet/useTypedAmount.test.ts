import { expect, test } from 'vitest'
import { parsePtUpTo } from '#web/parts/wallet/useTypedAmount.ts'

const pt = 10n ** 18n
const most = 479_999_999_999_952_000n

test('takes the shown number of the whole amount as the whole amount', () => {
  expect(parsePtUpTo(most)('0.48')).toBe(most)
  expect(parsePtUpTo(most)('0.480')).toBe(most)
})

test('never takes a number as more than the user typed', () => {
  expect(parsePtUpTo(1_004n * 10n ** 15n)('1')).toBe(pt)
})

test('takes the shown number of any limit as that limit', () => {
  const parse = parsePtUpTo(most, 2n * pt)
  expect([parse('0.48'), parse('2'), parse('0.47')]).toEqual([most, 2n * pt, 470_000_000_000_000_000n])
  expect(parsePtUpTo(null, most)('0.48')).toBe(most)
})

test('leaves an amount above the limit above it, also where two decimals of the limit would be equal', () => {
  expect(parsePtUpTo(944_538_182_057_777_813_379n)('944.54')).toBe(944_540_000_000_000_000_000n)
})

test('takes every other number as it is typed', () => {
  expect(parsePtUpTo(most)('0.4801')).toBe(480_100_000_000_000_000n)
  expect(parsePtUpTo(most)('0.47')).toBe(470_000_000_000_000_000n)
  expect(parsePtUpTo(null)('0.48')).toBe((48n * pt) / 100n)
  expect(parsePtUpTo(0n)('0')).toBeNull()
  expect(parsePtUpTo(most)('a')).toBeNull()
})
