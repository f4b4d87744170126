import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDuration, formatPt, parsePt, pricePerGpuHour, pricePerGpuSecondDown, pTokenUnits } from '../index.ts'

describe('amounts for people', () => {
  test.each([
    [0n, 2, '0.00'],
    [10n ** 18n, 0, '1'],
    [1_234_567n * 10n ** 18n, 2, '1,234,567.00'],
    [5n * 10n ** 15n, 2, '0.01'],
    [4_999_999_999_999_999n, 2, '0.00'],
    [999_999_999_999_999_999n, 2, '1.00'],
    [1n, 18, '0.000000000000000001'],
    [-15n * 10n ** 17n, 1, '-1.5'],
    [-1n, 2, '0.00'],
  ])('formats %s units with %s digits as %s', (units, digits, text) => {
    expect(formatPt(units, { digits })).toBe(text)
  })

  test.each([
    ['12', 12n * 10n ** 18n],
    ['0.5', 5n * 10n ** 17n],
    ['.5', 5n * 10n ** 17n],
    ['1,200.25', 120_025n * 10n ** 16n],
    ['0.000000000000000001', 1n],
    ['１０', 10n * 10n ** 18n],
    ['１，２００．２５', 120_025n * 10n ** 16n],
    ['0。5', 5n * 10n ** 17n],
  ])('parses "%s" exactly', (text, units) => {
    expect(parsePt(text)).toBe(units)
  })

  test.each(['', '.', '-1', '1e3', '1,20', '１，２０', '一', '0,070', '0.0000000000000000001', 'abc', '1 000'])('rejects "%s"', (text) => {
    expect(parsePt(text)).toBeNull()
  })

  test('reads an amount with 18 digits back to the unit', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 128n), (units) => {
        expect(parsePt(formatPt(units, { digits: 18 }))).toBe(units)
      }),
      { numRuns: 500, seed: 5_101 },
    )
  })

  test('converts an hourly price so that it never costs more per second', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 100n), (perHour) => {
        const back = pricePerGpuHour(pricePerGpuSecondDown(pTokenUnits(perHour)))
        expect(back <= perHour && perHour - back < 3600n).toBe(true)
      }),
      { numRuns: 500, seed: 5_102 },
    )
  })

  test.each([
    [0, '0 s'],
    [59, '59 s'],
    [60, '1 min'],
    [90, '1 min 30 s'],
    [3600, '1 h'],
    [5400, '1 h 30 min'],
    [90_000, '1 d 1 h'],
  ])('formats %s seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text)
  })
})
