import { assetUnits } from '@infinitio/domain'
import { describe, expect, it, test } from 'vitest'
import { exampleTerms } from '../test/examples.ts'
import { dearerField, dearerText, privacyOf, readTerms, startPriceOf, termsBytes, termsHash } from './terms.ts'

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

  it('may have a key for encrypted prompts; those without one keep their bytes and their hash', () => {
    const sealed = exampleTerms({ boxKey: `0x${'4'.repeat(64)}` })
    expect(readTerms(termsBytes(sealed))).toEqual(sealed)
    expect([privacyOf(sealed), privacyOf(exampleTerms())]).toEqual([['plain', 'sealed'], ['plain']])
    expect(new TextDecoder().decode(termsBytes(exampleTerms()))).not.toContain('boxKey')
    expect(termsHash(sealed)).not.toBe(termsHash(exampleTerms()))
  })

  it('may offer to settle by proofs; those without it keep their bytes', () => {
    const proven = exampleTerms({ settlesProven: true })
    expect(readTerms(termsBytes(proven))).toEqual(proven)
    expect(plain()).not.toHaveProperty('settlesProven')
  })

  it('may have a rule about cached beginnings of prompts, and a stricter or missing one is dearer', () => {
    const ruled = exampleTerms({ cachedPrefix: { leastTokens: 1_024, withinSeconds: 300 } })
    expect(readTerms(termsBytes(ruled))).toEqual(ruled)
    expect(plain()).not.toHaveProperty('cachedPrefix')
    const other = (leastTokens: number, withinSeconds: number) => exampleTerms({ cachedPrefix: { leastTokens, withinSeconds } })
    expect([exampleTerms(), other(1_025, 300), other(1_024, 299)].map((next) => dearerField(next, ruled))).toEqual(Array(3).fill('cachedPrefix'))
    expect([ruled, other(1_023, 301)].map((next) => dearerField(next, ruled))).toEqual([null, null])
    expect(dearerField(ruled, exampleTerms())).toBeNull()
    expect(dearerText(exampleTerms(), ruled)).toBe('cachedPrefix is null, and was {"leastTokens":1024,"withinSeconds":300}')
    expect(dearerText(exampleTerms({ outputPrice: assetUnits(9n ** 30n) }), exampleTerms())).toContain(`outputPrice is ${9n ** 30n}, and was`)
  })

  it('may state context, quantisation and region; those without them keep their bytes', () => {
    const stated = exampleTerms({ contextTokens: 131_072, quantization: 'fp8', region: 'eu-north' })
    expect(readTerms(termsBytes(stated))).toEqual(stated)
    expect(dearerField(stated, exampleTerms())).toBeNull()
    for (const name of ['contextTokens', 'quantization', 'region']) expect(plain()).not.toHaveProperty(name)
  })

  test.each<[string, () => Uint8Array]>([
    ['a rule about cached prompts without a time', () => encode({ ...plain(), cachedPrefix: { leastTokens: 1 } })],
    ['a context of nothing', () => termsBytes(exampleTerms({ contextTokens: 0 }))],
    ['a context of half a token', () => encode({ ...plain(), contextTokens: 1.5 })],
    ['a context as text', () => termsBytes(exampleTerms({ contextTokens: '8192' as never }))],
    ['an unknown quantisation', () => termsBytes(exampleTerms({ quantization: 'fp9' as never }))],
    ['a region in capitals', () => termsBytes(exampleTerms({ region: 'EU' }))],
    ['a region with a line', () => termsBytes(exampleTerms({ region: 'eu\n' }))],
    ['a region without end', () => termsBytes(exampleTerms({ region: 'x'.repeat(33) }))],
    ['a box key of zeros', () => termsBytes(exampleTerms({ boxKey: `0x${'0'.repeat(64)}` }))],
    ['a short box key', () => encode({ ...plain(), boxKey: '0x12' })],
    ['a box key in capitals', () => termsBytes(exampleTerms({ boxKey: `0x${'A'.repeat(64)}` }))],
    ['a start price of nothing', () => termsBytes(exampleTerms({ startPrice: assetUnits(0n) }))],
    ['another sequence of fields', () => encode(Object.fromEntries(Object.entries(plain()).toReversed()))],
    ['a wrong word about proofs', () => encode({ ...plain(), settlesProven: false })],
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
