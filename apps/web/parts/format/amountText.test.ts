import { describe, expect, test } from 'vitest'
import { digitsThatMove, exactAmountText } from '#web/parts/format/amountText.ts'

const pt = (text: string): bigint => {
  const [whole = '0', fraction = ''] = text.split('.')
  return BigInt(whole) * 10n ** 18n + BigInt(fraction.padEnd(18, '0'))
}

describe('exactAmountText', () => {
  test('shows every digit and no zeros after two decimals', () => {
    expect(exactAmountText(1n)).toBe('0.000000000000000001')
    expect(exactAmountText(pt('3.5'))).toBe('3.50')
    expect(exactAmountText(pt('12.345678901234567891'))).toBe('12.345678901234567891')
  })
})

describe('digitsThatMove', () => {
  test('returns two decimals if a second costs a hundredth or more', () => {
    expect(digitsThatMove(pt('0.01'))).toBe(2)
  })

  test('returns the first decimal that changes each second', () => {
    expect(digitsThatMove(pt('0.0044'))).toBe(3)
    expect(digitsThatMove(pt('0.0000055'))).toBe(6)
  })

  test('never returns more than eight', () => {
    expect(digitsThatMove(1n)).toBe(8)
  })
})
