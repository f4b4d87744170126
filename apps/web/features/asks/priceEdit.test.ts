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
  test('is the typed one, a part more or less than its own, or what the rule says', () => {
    expect(editedPrice({ kind: 'price', text: '3.6' }, listed, none)).toBe(1_000_000_000_000_000n)
    expect(editedPrice({ kind: 'percent', text: '-5' }, listed, none)).toBe(950n)
    expect(editedPrice({ kind: 'rule', text: '' }, listed, new Map([['a', pTokenUnits(7n)]]))).toBe(7n)
  })

  test('is none for a node that is not listed, that the rule leaves alone, or without a number', () => {
    expect(editedPrice({ kind: 'price', text: '1' }, { node: 'a', ask: null }, none)).toBeNull()
    expect(editedPrice({ kind: 'rule', text: '' }, listed, none)).toBeNull()
    expect(editedPrice({ kind: 'percent', text: 'x' }, listed, none)).toBeNull()
  })
})
