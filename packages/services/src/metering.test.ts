import { assetUnits } from '@infinitio/domain'
import { assert, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exampleTerms } from '../test/examples.ts'
import { costOf, mostOfStatus, mostPromptTokens, needOf, stepAfter, usualPromptTokens } from './metering.ts'

const terms = exampleTerms()
const count = integer({ min: 0, max: 10_000_000 })

describe('metering', () => {
  it('rounds the cost of a request up by less than one unit', () => {
    assert(
      property(count, count, (input, output) => {
        const exact = BigInt(input) * terms.inputPrice + BigInt(output) * terms.outputPrice
        const cost = costOf(terms, { input, cached: 0, output }) * 1_000_000n
        expect(cost >= exact && cost < exact + 1_000_000n).toBe(true)
      }),
    )
  })

  it('charges a million tokens at the listed price', () => {
    expect(costOf(terms, { input: 1_000_000, cached: 0, output: 0 })).toBe(terms.inputPrice)
    expect(costOf(terms, { input: 1_000_000, cached: 1_000_000, output: 1_000_000 })).toBe(terms.cachedPrice + terms.outputPrice)
    expect(() => costOf(terms, { input: 1, cached: 2, output: 0 })).toThrow('part of the input')
  })

  it('starts with a sixteenth of a step and doubles it to the whole', () => {
    expect([0, 1, 2, 3, 4, 50].map((answers) => stepAfter(terms, answers) * 16n)).toEqual(
      [1n, 2n, 4n, 8n, 16n, 16n].map((times) => times * terms.step),
    )
  })

  it('needs the price of a prompt of any length, and the smaller of step and rest', () => {
    const prompt = { bytes: 400_000, messages: 1 }
    const promptOnly = costOf(terms, { input: mostPromptTokens(prompt), cached: 0, output: 0 })
    expect(needOf(terms, { prompt, mostOutput: null, answers: 9 })).toBe(promptOnly + terms.step)
    expect(needOf(terms, { prompt, mostOutput: 1, answers: 9 })).toBe(promptOnly + terms.outputPrice / 1_000_000n)
    expect(usualPromptTokens(prompt)).toBe(100_000)
  })

  it('assumes tokens for each image, but never more than the prompt can have', () => {
    expect(usualPromptTokens({ bytes: 400, messages: 1 + 8 * 256, images: 8 })).toBe(100 + 8 * 2_048)
    expect(usualPromptTokens({ bytes: 400, messages: 1, images: 8 })).toBe(432)
  })

  it('charges an error at most the start price, and only a request that is wrong in itself', () => {
    const startPrice = assetUnits(5n)
    const most = [200, 400, 404, 408, 422, 429, 500, 503].map((status) => mostOfStatus({ ...terms, startPrice }, status))
    expect(most).toEqual([null, 5n, 5n, 0n, 5n, 0n, 0n, 0n])
    expect(mostOfStatus(terms, 400)).toBe(0n)
  })
})
