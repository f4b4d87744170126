import { describe, expect, test } from 'vitest'
import { mintedBy, parseAmount, parseStable, stableText } from '#web/features/wallet/stableAmount.ts'

describe('stableAmount', () => {
  test('shows and reads USD coin with six decimals', () => {
    expect(stableText(640_000_000n)).toBe('640.00')
    expect(parseStable('640.25')).toBe(640_250_000n)
    expect(parseStable('0.0000001')).toBeNull()
  })

  test('mints 98 PT for 100 coins', () => {
    expect(mintedBy(100_000_000n)).toBe(98n * 10n ** 18n)
  })

  test('refuses nothing and nonsense', () => {
    expect(parseAmount('0')).toBeNull()
    expect(parseAmount('lots')).toBeNull()
    expect(parseAmount('2.5')).toBe(2_500_000_000_000_000_000n)
  })
})
