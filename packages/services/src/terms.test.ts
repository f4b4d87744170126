import { assetUnits } from '@infinitio/domain'
import { describe, expect, it, test } from 'vitest'
import { exampleTerms } from '../test/examples.ts'
import { dearerField, readTerms, startPriceOf, termsBytes } from './terms.ts'

const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const plain = () => JSON.parse(new TextDecoder().decode(termsBytes(exampleTerms()))) as Record<string, unknown>

describe('terms of a service', () => {
  it('are read from their canonical bytes', () => {
    expect(readTerms(termsBytes(exampleTerms()))).toEqual(exampleTerms())
  })

  it('may have a start price, which makes a service dearer', () => {
    const cold = exampleTerms({ startPrice: assetUnits(7n) })
    expect(readTerms(termsBytes(cold))).toEqual(cold)
    expect([startPriceOf(cold), startPriceOf(exampleTerms())]).toEqual([7n, 0n])
    expect([dearerField(cold, exampleTerms()), dearerField(exampleTerms(), cold), dearerField(cold, cold)]).toEqual(['startPrice', null, null])
  })

  test.each<[string, () => Uint8Array]>([
    ['a start price of nothing', () => termsBytes(exampleTerms({ startPrice: assetUnits(0n) }))],
    ['another sequence of fields', () => encode(Object.fromEntries(Object.entries(plain()).toReversed()))],
    ['a field more', () => encode({ ...plain(), more: 1 })],
    ['a price as a number', () => encode({ ...plain(), inputPrice: 5 })],
    ['a negative price', () => encode({ ...plain(), inputPrice: '-5' })],
    ['a price above 96 bits', () => encode({ ...plain(), inputPrice: `${2n ** 96n}` })],
    ['a step of nothing', () => termsBytes(exampleTerms({ step: assetUnits(0n) }))],
    ['a model without end', () => termsBytes(exampleTerms({ model: 'x'.repeat(501) }))],
    ['no response key', () => encode({ ...plain(), responseKey: '0x12' })],
    ['bytes that are no text', () => Uint8Array.of(0xff, 0xfe)],
    ['a list', () => encode([])],
    ['null', () => encode(null)],
  ])('are none with %s', (_, bytes) => {
    expect(readTerms(bytes())).toBeNull()
  })
})
