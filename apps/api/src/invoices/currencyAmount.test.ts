import { expect, test } from 'vitest'
import { currencyAmount, decimalText } from './currencyAmount.ts'

const pt = 10n ** 18n

test.each([
  [pt, { currency: 'EUR', perPt: 1.0242 }, '1.02'],
  [1_002_778_472_222_219_429n, { currency: 'EUR', perPt: 1 }, '1.00'],
  [5n * 10n ** 15n, { currency: 'EUR', perPt: 1 }, '0.01'],
  [5n * 10n ** 15n - 1n, { currency: 'EUR', perPt: 1 }, '0.00'],
  [pt, { currency: 'JPY', perPt: 144.9099 }, '145'],
  [123_456_789n * pt, { currency: 'CNY', perPt: 7.11 }, '877777769.79'],
])('%s units at %o are %s, rounded half up to the smallest unit of the currency', (units, rate, text) =>
  expect(currencyAmount(units, rate)).toBe(text),
)

test('a rate is written without an exponent', () => expect([0.000_000_001, 7.11, 100].map(decimalText)).toEqual(['0.000000001', '7.11', '100']))
