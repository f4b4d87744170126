import { expect, test } from 'vitest'
import { bpsText, exactGText, gText, shareText, wadText } from './tokenText.ts'

test('formats G like other amounts, and exactly for a signature', () => {
  expect(gText('12400000000000000000000')).toBe('12,400.00 G')
  expect([10n ** 26n, -(10n ** 26n), 10n ** 24n - 1n].map(gText)).toEqual(['100,000,000 G', '-100,000,000 G', '1,000,000.00 G'])
  expect(exactGText(1_000_000_000_000_000_001n)).toBe('1.000000000000000001 G')
})

test('rounds a share, but shows only the whole as 100 % and only nothing as 0 %', () => {
  expect(shareText(10n ** 26n - 1n, 10n ** 26n)).toBe('99.9\u00a0%')
  expect(shareText(10n ** 26n, (10n ** 26n).toString())).toBe('100.0\u00a0%')
  expect(shareText(1n, 0n)).toBe('0.0\u00a0%')
  expect([0n, 1n, 6_996n].map((part) => shareText(part, 10_000n))).toEqual(['0.0\u00a0%', '<0.1\u00a0%', '70.0\u00a0%'])
  expect(bpsText(305)).toBe('3.05\u00a0%')
})

test('formats a fixed-point number with four decimals, rounded down, and never shows a positive value as zero', () => {
  const wad = 10n ** 18n
  expect([0n, wad, wad / 3n, wad + 1n, 12n * wad + wad / 2n, 1n].map((value) => wadText(value))).toEqual([
    ...['0.0000', '1.0000', '0.3333', '1.0000', '12.5000', '<0.0001'],
  ])
  expect(wadText(`${(wad * 9n) / 10n}`)).toBe('0.9000')
})
