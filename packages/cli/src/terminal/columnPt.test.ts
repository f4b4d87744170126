import { expect, test } from 'vitest'
import { columnPrice, columnPt } from './columnPt.ts'

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
