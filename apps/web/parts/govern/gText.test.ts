import { expect, test } from 'vitest'
import { bpsText, exactGText, gText, shareText } from './gText.ts'

test('G is written as amounts are, and exactly where it is signed', () => {
  expect(gText('12400000000000000000000')).toBe('12,400.00 G')
  expect(exactGText(1_000_000_000_000_000_001n)).toBe('1.000000000000000001 G')
})

test('a share is rounded down: what lacks one unit of all is not all', () => {
  expect(shareText(10n ** 26n - 1n, 10n ** 26n)).toBe('99.9\u00a0%')
  expect(shareText(10n ** 26n, (10n ** 26n).toString())).toBe('100.0\u00a0%')
  expect(shareText(1n, 0n)).toBe('0.0\u00a0%')
  expect(bpsText(305)).toBe('3.05\u00a0%')
})
