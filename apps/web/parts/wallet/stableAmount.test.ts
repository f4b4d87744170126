import { describe, expect, test } from 'vitest'
import { exactAmountText } from '#web/parts/format/amountText.ts'
import { mintedBy, parseAmount, parseStable, stableText } from '#web/parts/wallet/stableAmount.ts'

describe('stableAmount', () => {
  test('shows and reads USD coin with six decimals', () => {
    expect(stableText(640_000_000n)).toBe('640.00')
    expect(parseStable('640.25')).toBe(640_250_000n)
    expect(parseStable('0.0000001')).toBeNull()
  })

  test('mints 98 PT for 100 coins', () => {
    expect(mintedBy(100_000_000n)).toBe(98n * 10n ** 18n)
  })

  test.each([1n, 10n ** 18n, 979_903_472_222_222_221_874n, 12_345_678n * 10n ** 18n + 7n])(
    'all of %d units, once written down, are all of them',
    (units) => {
      expect(parseAmount(exactAmountText(units))).toBe(units)
    },
  )

  test('rejects zero and text that is not a number', () => {
    expect(parseAmount('0')).toBeNull()
    expect(parseAmount('lots')).toBeNull()
    expect(parseAmount('2.5')).toBe(2_500_000_000_000_000_000n)
  })
})
