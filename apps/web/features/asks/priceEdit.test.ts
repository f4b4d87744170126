import { pTokenUnits } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { bpsFromText, editedPrice } from '#web/features/asks/priceEdit.ts'

const none = new Map<string, never>()
const listed = { node: 'a', ask: { pricePerGpuSecond: '1000' } } as unknown as Parameters<typeof editedPrice>[1]

describe('a typed percentage', () => {
  test.each([
    ['5', 500n],
    ['+2.5', 250n],
    ['-0.05', -5n],
    ['−99.99', -9_999n],
    ['900', 90_000n],
  ])('"%s" is %s parts of 10,000', (text, bps) => {
    expect(bpsFromText(text)).toBe(bps)
  })

  test.each(['', '-', '-100', 'ten', '1e2', '5,5', '1.234', '- 5'])('"%s" is none', (text) => {
    expect(bpsFromText(text)).toBeNull()
  })
})

describe('the price that a node would have', () => {
  test('returns the typed price, the price changed by a percentage, or the price of the rule', () => {
    expect(editedPrice({ kind: 'price', text: '3.6' }, listed, none)).toBe(1_000_000_000_000_000n)
    expect(editedPrice({ kind: 'percent', text: '-5' }, listed, none)).toBe(950n)
    expect(editedPrice({ kind: 'rule', text: '' }, listed, new Map([['a', pTokenUnits(7n)]]))).toBe(7n)
  })

  test('returns null for an unlisted node, for a node outside the rule, and without a number', () => {
    expect(editedPrice({ kind: 'price', text: '1' }, { node: 'a', ask: null }, none)).toBeNull()
    expect(editedPrice({ kind: 'rule', text: '' }, listed, none)).toBeNull()
    expect(editedPrice({ kind: 'percent', text: 'x' }, listed, none)).toBeNull()
  })
})
