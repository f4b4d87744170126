import { assetUnits, bps } from '@infinitio/domain'
import { array, assert, boolean, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Candidate } from './candidate.ts'
import { testCandidate } from './testCandidate.ts'
import { trafficWeights, unbondedShare } from './trafficWeights.ts'

const need = { model: 'llama-3.3-70b', promptTokens: 1_000, answerTokens: 500, parameters: [] }
const nothingPaid = () => ({ cachedShare: bps(0n), startShare: bps(0n) })
const sharesOf = (candidates: readonly Candidate[]) =>
  trafficWeights(candidates, { need, sharesOf: nothingPaid }).map(({ share }) => Number(share.toFixed(3)))

describe('the traffic of a model', () => {
  it('is shared by one over the square of the price', () => {
    expect(sharesOf([testCandidate(1, { price: 200 }), testCandidate(2, { price: 400 })])).toEqual([0.8, 0.2])
  })

  it('gives a price that nobody can serve less than a third beside nine honest services', () => {
    const honest = Array.from({ length: 9 }, (_, n) => testCandidate(n + 2, { price: 200 }))
    const [thief = 0] = sharesOf([testCandidate(1, { price: 2 }), ...honest])
    expect(thief).toBeGreaterThan(0.3)
    expect(thief).toBeLessThan(0.32)
  })

  it('counts all services of a payee as one, and all at a site', () => {
    const payee = testCandidate(1).payee
    const many = [testCandidate(1), testCandidate(2, { payee }), testCandidate(3, { payee, site: 'shared' }), testCandidate(4, { site: 'shared' })]
    const shares = sharesOf([...many, testCandidate(9)])
    expect(shares).toEqual([0.125, 0.125, 0.125, 0.125, 0.5])
  })

  it('goes to services without a bond only for five per cent', () => {
    const cheap = Array.from({ length: 30 }, (_, n) => testCandidate(n + 10, { price: 150, isBonded: false }))
    const shares = trafficWeights([testCandidate(1), ...cheap], { need, sharesOf: nothingPaid })
    expect(shares[0]?.share).toBeCloseTo(1 - unbondedShare, 9)
  })

  it('goes to services without a bond if nobody has one', () => {
    expect(sharesOf([testCandidate(1, { isBonded: false }), testCandidate(2, { isBonded: false })])).toEqual([0.5, 0.5])
  })

  it('prefers the service that counts prompts as cached', () => {
    const pair = [testCandidate(1), testCandidate(2)]
    const [cached, other] = trafficWeights(pair, {
      need,
      sharesOf: ({ service }) => ({ ...nothingPaid(), cachedShare: bps(service === pair[0]?.service ? 9_000n : 0n) }),
    })
    expect(cached?.share).toBeGreaterThan(2 * (other?.share ?? 1))
  })

  it('counts a start price by the share of answers that paid it', () => {
    const pair = [testCandidate(1), testCandidate(2, { startPrice: assetUnits(3n * 10n ** 14n) })]
    const shareOf = (startShare: bigint) =>
      trafficWeights(pair, { need, sharesOf: () => ({ ...nothingPaid(), startShare: bps(startShare) }) })[1]?.share.toFixed(2)
    // The tokens of the request cost 0.0003 PT, and so does a start. If every second answer pays a start, the service costs 1.5 times as much as the other one.
    expect([0n, 5_000n, 10_000n].map(shareOf)).toEqual(['0.50', '0.31', '0.20'])
  })

  it('accepts free services', () => {
    expect(sharesOf([testCandidate(1, { price: 0 }), testCandidate(2, { price: 0 })])).toEqual([0.5, 0.5])
  })

  it('sums to one, and no part is negative', () => {
    const facts = record({ price: integer({ min: 0, max: 100_000 }), isBonded: boolean(), payeeOf: integer({ min: 1, max: 5 }) })
    assert(
      property(array(facts, { minLength: 1, maxLength: 20 }), (list) => {
        const candidates = list.map(({ payeeOf, ...rest }, n) => testCandidate(n + 1, { ...rest, payee: testCandidate(payeeOf).payee }))
        const shares = trafficWeights(candidates, { need, sharesOf: nothingPaid }).map(({ share }) => share)
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
        expect(shares.every((share) => share >= 0)).toBe(true)
      }),
    )
  })
})
