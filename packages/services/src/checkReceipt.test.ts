import { address, assetUnits, hex32 } from '@infinitio/domain'
import { describe, expect, it, test } from 'vitest'
import { exampleReceipt, exampleTerms } from '../test/examples.ts'
import { type ExpectedReceipt, receiptFault } from './checkReceipt.ts'
import { costOf } from './metering.ts'
import type { Receipt } from './receipts.ts'

const terms = exampleTerms()
const units = { input: 100, cached: 0, output: 50 }
const good = exampleReceipt({ units, cost: costOf(terms, units) })
const other = hex32(`0x${'d'.repeat(64)}`)
const expected: ExpectedReceipt = {
  ...{ channel: good.channel, serial: good.serial, seq: good.seq, termsHash: good.terms, request: good.request, response: good.response },
  ...{ most: { input: 100, output: 50, messages: 2 }, mostCost: good.cost },
}
const check = (changes: Partial<Receipt>, of: Partial<ExpectedReceipt> = {}) =>
  receiptFault({ receipt: { ...good, ...changes }, signer: terms.responseKey }, { terms, expected: { ...expected, ...of } })

describe('the check of a receipt', () => {
  it('finds no fault in a right one, also of an answer that was cut', () => {
    expect(check({})).toBeNull()
    expect(check({ response: other }, { response: null })).toBeNull()
  })

  test.each<[string, Partial<Receipt>]>([
    ['channel', { seq: 3 }],
    ['channel', { serial: 9 }],
    ['terms', { terms: other }],
    ['request', { request: other }],
    ['response', { response: other }],
    ['cost', { cost: assetUnits(good.cost + 1n) }],
    ['tokens', { units: { ...units, cached: 101 } }],
    ['tokens', { units: { ...units, input: 167 } }],
    ['tokens', { units: { ...units, output: 84 } }],
  ])('stops for %s', (fault, changes) => {
    expect(check(changes)).toBe(fault)
  })

  it('allows the start price of the terms, and no more', () => {
    const cold = { ...terms, startPrice: assetUnits(9n) }
    const checkCold = (cost: bigint) => {
      const receipt = { ...good, cost: assetUnits(cost) }
      return receiptFault({ receipt, signer: terms.responseKey }, { terms: cold, expected: { ...expected, mostCost: good.cost + 100n } })
    }
    expect([checkCold(good.cost), checkCold(good.cost + 9n), checkCold(good.cost + 10n)]).toEqual([null, null, 'cost'])
  })

  it('stops for another signer, and for a cost above the signed ceiling', () => {
    const signer = address(`0x${'1'.repeat(40)}`)
    expect(receiptFault({ receipt: good, signer }, { terms, expected })).toBe('signature')
    expect(check({}, { mostCost: good.cost - 1n })).toBe('cost')
  })

  it('allows 2 % and 32 tokens a message', () => {
    expect(check({ units: { input: 166, cached: 0, output: 83 }, cost: assetUnits(0n) })).toBeNull()
  })
})
