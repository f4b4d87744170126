import { describe, expect, it } from 'vitest'
import { writtenPt } from './writtenPt.ts'

describe('writtenPt', () => {
  it.each([
    [980n * 10n ** 18n, 18, '980.00'],
    [1_234_567n * 10n ** 15n, 18, '1,234.567'],
    [104_260n * 10n ** 12n, 6, '0.10426'],
    [0n, 6, '0.00'],
    [-5n * 10n ** 17n, 18, '-0.50'],
    [1n, 18, '0.000000000000000001'],
  ])('writes %i units with at most %i decimals as %s', (units, digits, text) => {
    expect(writtenPt(units, { digits })).toBe(text)
  })

  it('never writes zero for an amount that is not free', () => {
    expect(writtenPt(1n, { digits: 6 })).toBe('0.000000000000000001')
    expect(writtenPt(-1n, { digits: 6 })).toBe('-0.000000000000000001')
  })
})
