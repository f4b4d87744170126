import { describe, expect, test } from 'vitest'
import { amountText } from './formatPt.ts'

const pt = (text: string): bigint => {
  const [whole = '0', fraction = ''] = text.split('.')
  return BigInt(whole) * 10n ** 18n + BigInt(fraction.padEnd(18, '0'))
}

describe('amountText', () => {
  test('shows two decimals from one PT up', () => {
    expect(amountText(pt('1284.6'))).toBe('1,284.60')
    expect(amountText(pt('1'))).toBe('1.00')
  })

  test('shows zero as 0.00', () => {
    expect(amountText(0n)).toBe('0.00')
  })

  test('shows two significant digits of a small amount', () => {
    expect(amountText(pt('0.44'))).toBe('0.44')
    expect(amountText(pt('0.012'))).toBe('0.012')
    expect(amountText(pt('0.00012'))).toBe('0.00012')
    expect(amountText(pt('0.05'))).toBe('0.05')
    expect(amountText(pt('0.0999999'))).toBe('0.10')
  })

  test('never shows a positive amount as zero', () => {
    expect(amountText(1n)).toBe('<0.00000001')
    expect(amountText(-1n)).toBe('-<0.00000001')
    expect(amountText(4_999_999_999n)).toBe('<0.00000001')
    expect(amountText(5_000_000_000n)).toBe('0.00000001')
  })

  test('shows a debit with its sign', () => {
    expect(amountText(-pt('4.23'))).toBe('-4.23')
  })
})
