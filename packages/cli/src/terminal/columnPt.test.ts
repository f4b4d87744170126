import { expect, test } from 'vitest'
import { columnPrice, columnPt, sentencePt } from './columnPt.ts'

test.each([
  [0n, '0.0000'],
  [1n, '<0.0001'],
  [49_999_999_999_999n, '<0.0001'],
  [50_000_000_000_000n, '0.0001'],
  [1_234_500_000_000_000_000_000n, '1,234.5000'],
  [-1n, '0.0000'],
])('an amount of %i base units is %s in a column', (units, text) => {
  expect(columnPt(units)).toBe(text)
})

test('a price per GPU-second is shown per GPU-hour', () => {
  expect(columnPrice('13888888888888')).toBe('0.0500')
  expect(columnPt(1n, { digits: 6 })).toBe('<0.000001')
})

test('an amount in a sentence has no zeros at its end', () => {
  expect([5n * 10n ** 18n, 125n * 10n ** 15n, 0n, 1n].map((units) => sentencePt(units))).toEqual(['5.00', '0.125', '0.00', '<0.0001'])
})
