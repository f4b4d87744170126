import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evenDecimals } from './evenDecimals.ts'

describe('evenDecimals', () => {
  it.each([
    [
      ['PT', '1.2500', '0.1000'],
      ['PT', '1.25', '0.10'],
    ],
    [
      ['1.0000', '20.0000'],
      ['1.00', '20.00'],
    ],
    [
      ['0.1055', '–', '2.1000', '<0.0001'],
      ['0.1055', '–', '2.1000', '<0.0001'],
    ],
    [
      ['980.00 PT', '0.125 PT', '3.00 USD', '12 wei'],
      ['980.000 PT', '0.125 PT', '3.00 USD', '12 wei'],
    ],
    [
      ['-1,000.50', '+0.75'],
      ['-1,000.50', '+0.75'],
    ],
    [
      ['1.5 %', '10.0 %'],
      ['1.5 %', '10.0 %'],
    ],
  ])('writes %j as %j', (cells, even) => {
    expect(evenDecimals(cells)).toEqual(even)
  })

  it('changes no value, and gives all amounts the same number of decimals', () => {
    const amount = fc.tuple(fc.nat(9_999), fc.stringMatching(/^\d{1,18}$/)).map(([whole, decimals]) => `${whole}.${decimals}`)
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 8 }), (cells) => {
        const even = evenDecimals(cells)
        const trimmed = (texts: readonly string[]) => texts.map((text) => text.replace(/\.?0+$/, ''))
        expect(trimmed(even)).toEqual(trimmed(cells))
        expect(new Set(even.map((text) => text.split('.')[1]?.length)).size).toBe(1)
      }),
    )
  })
})
