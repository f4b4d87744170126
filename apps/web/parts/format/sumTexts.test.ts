import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { balanceText, changeTexts, mostText, textTogether } from '#web/parts/format/sumTexts.ts'

const pt = (text: string): bigint => {
  const [whole = '0', fraction = ''] = text.split('.')
  return BigInt(whole) * 10n ** 18n + BigInt(fraction.padEnd(18, '0'))
}

describe('textTogether', () => {
  test('writes a large amount with the decimals that a small change of it needs', () => {
    const text = textTogether([pt('980'), pt('0.0011'), pt('979.9989')])
    expect([pt('980'), pt('0.0011'), pt('979.9989')].map(text)).toEqual(['980.00', '0.0011', '979.9989'])
  })

  test('writes two decimals if no amount needs more, and for amounts of zero', () => {
    expect(textTogether([pt('3.456'), pt('1.9')])(pt('3.456'))).toBe('3.46')
    expect(textTogether([0n, 0n])(0n)).toBe('0.00')
  })
})

test('mostText rounds up, but not for the rest of a division', () => {
  expect([pt('0.0501251'), pt('1.2001'), pt('1.20') - 1n, pt('2'), 0n].map(mostText)).toEqual(['0.051', '1.21', '1.20', '2.00', '0.00'])
  expect(mostText(1n)).toBe('<0.00000001')
})

describe('changeTexts', () => {
  test('shows changes and balances that add up, however the amounts round', () => {
    const amount = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }).filter((units) => units !== 0n)
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 6 }), fc.bigInt({ min: 10n ** 19n, max: 10n ** 22n }), (amounts, start) => {
        const after = (at: number) => amounts.slice(0, at + 1).reduce((sum, units) => sum + units, start)
        const changes = amounts.map((units, at) => ({ amount: units, after: after(at) }))
        const rows = changeTexts(changes.toReversed()).toReversed()
        for (const [at, row] of rows.entries()) {
          const before = rows[at - 1]
          if (before === undefined || row.change.includes('<')) continue
          expect(pt(row.after.replaceAll(',', ''))).toBe(pt(before.after.replaceAll(',', '')) + signed(row.change))
        }
      }),
    )
  })

  test('shows amounts with at most eight decimals exactly', () => {
    const changes = [
      { amount: pt('0.038265'), after: pt('979.979619') },
      { amount: -pt('0.015205'), after: pt('979.941354') },
      { amount: -pt('0.043441'), after: pt('979.956559') },
      { amount: pt('980'), after: pt('980') },
    ]
    expect(changeTexts(changes)).toEqual([
      { change: '0.038265', after: '979.979619' },
      { change: '-0.015205', after: '979.941354' },
      { change: '-0.043441', after: '979.956559' },
      { change: '980.00', after: '980.00' },
    ])
  })

  test('shows a deposit and the balance after it exactly, whatever fractions follow', () => {
    const third = pt('1') / 3n
    const afters = Array.from({ length: 40 }, (_, at) => pt('980') - BigInt(at) * third)
    const changes = afters.map((after, at) => ({ amount: at === 0 ? pt('980') : -third, after }))
    const rows = changeTexts(changes.toReversed()).toReversed()
    expect(rows[0]).toEqual({ change: '980.00', after: '980.00' })
    expect(rows[1]).toEqual({ change: '-0.3334', after: '979.6666' })
    expect(rows.at(-1)?.after).toBe('967.00')
  })

  test('writes a table with the oldest change first in the same way', () => {
    const changes = [
      { amount: pt('980'), after: pt('980') },
      { amount: -pt('0.043441'), after: pt('979.956559') },
      { amount: -pt('0.015205'), after: pt('979.941354') },
    ]
    expect(changeTexts(changes)).toEqual(changeTexts(changes.toReversed()).toReversed())
    expect(changeTexts(changes).map(({ after }) => after)).toEqual(['980.00', '979.956559', '979.941354'])
  })

  test('writes a payment and its refund, which follow each other in both orders', () => {
    const changes = [
      { amount: pt('1.5'), after: pt('5') },
      { amount: -pt('1.5'), after: pt('3.5') },
    ]
    expect(changeTexts(changes)).toEqual([
      { change: '1.50', after: '5.00' },
      { change: '-1.50', after: '3.50' },
    ])
  })

  test('cuts the balance of a change that does not follow the one above it', () => {
    const changes = [
      { amount: pt('0.038265'), after: pt('979.979619') },
      { amount: -pt('0.015205'), after: pt('5.1234567') },
    ]
    expect(changeTexts(changes)[1]).toEqual({ change: '-0.015205', after: '5.123456' })
  })

  test('shows a change that eight decimals cannot show as less than the last one', () => {
    expect(changeTexts([{ amount: -1n, after: pt('5') }])).toEqual([{ change: '-<0.00000001', after: '5.00' }])
  })
})

/** Returns a shown amount in base units, negative with a minus sign. */
function signed(text: string): bigint {
  return text.startsWith('-') ? -pt(text.slice(1).replaceAll(',', '')) : pt(text.replaceAll(',', ''))
}

describe('balanceText', () => {
  test('shows that a small payment changed the balance', () => {
    expect(balanceText(pt('980'))).toBe('980.00')
    expect(balanceText(pt('979.9989'))).toBe('979.9989')
    expect(balanceText(pt('979.99996'))).toBe('979.9999')
    expect(balanceText(pt('979.9989'), { digits: 2 })).toBe('979.99')
  })

  test('ignores the rests of divisions', () => {
    expect(balanceText(pt('980') - 1n)).toBe('980.00')
    expect(balanceText(0n)).toBe('0.00')
  })
})
