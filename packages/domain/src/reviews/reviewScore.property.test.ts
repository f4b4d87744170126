import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AuthorReviews, reviewScore, reviewWeight } from './reviewScore.ts'

const subject = '0xsubject'
const pToken = 10n ** 18n
const one = (author: string, stars: number, fees: bigint, change: Partial<AuthorReviews> = {}): AuthorReviews => ({
  ...{ author, stars, reviews: 1, fees, funder: null },
  ...change,
})
const reviews = fc.array(
  fc.record({ stars: fc.integer({ min: 1, max: 5 }), fees: fc.bigInt({ min: 0n, max: 100n * pToken }) }).map(({ stars, fees }) => ({ stars, fees })),
  { maxLength: 40 },
)
const authorsOf = (list: readonly { stars: number; fees: bigint }[]) => list.map(({ stars, fees }, at) => one(`0x${at}`, stars, fees))

describe('the mean of reviews', () => {
  test('equals the vectors', () => {
    type Vector = { authors: { stars: number; reviews: number; fees: string }[]; hundredths: number | null }
    const vectors = JSON.parse(readFileSync(new URL('../../vectors/reviews.json', import.meta.url), 'utf8')) as Vector[]
    for (const { authors, hundredths } of vectors) {
      const list = authors.map((author, at) => ({ ...author, author: `0x${at}`, fees: BigInt(author.fees), funder: null }))
      expect(reviewScore(subject, list).hundredths).toBe(hundredths)
    }
    expect(vectors.length).toBeGreaterThan(5)
  })

  test('stays between one and five stars, in any sequence of authors', () => {
    fc.assert(
      fc.property(reviews, (list) => {
        const authors = authorsOf(list)
        const { hundredths } = reviewScore(subject, authors)
        if (hundredths !== null) expect(hundredths >= 100 && hundredths <= 500).toBe(true)
        const turned = reviewScore(subject, authors.toReversed()).hundredths
        expect(Math.abs((turned ?? 0) - (hundredths ?? 0))).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('never falls when an author gives more stars', () => {
    fc.assert(
      fc.property(reviews, fc.bigInt({ min: 0n, max: 10n * pToken }), (list, fees) => {
        const hundredths = [1, 2, 3, 4, 5].map((stars) => reviewScore(subject, [...authorsOf(list), one('0xlast', stars, fees)]).hundredths ?? 0)
        expect(hundredths).toEqual(hundredths.toSorted((less, more) => less - more))
      }),
    )
  })

  test('gives divided fees at most ten times their sum as weight, for any number of wallets', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: pToken }), { maxLength: 200 }), (parts) => {
        const total = Number(parts.reduce((sum, fees) => sum + fees, 0n)) / 1e18
        const weight = parts.reduce((sum, fees) => sum + reviewWeight(fees), 0)
        expect(weight).toBeLessThanOrEqual(10 * total + 1e-9)
        const { hundredths } = reviewScore(subject, authorsOf(parts.map((fees) => ({ stars: 5, fees }))))
        const bound = (17.5 + 5 * 10 * total) / (5 + 10 * total)
        expect((hundredths ?? 350) / 100).toBeLessThanOrEqual(bound + 0.006)
      }),
    )
  })

  test('hardly moves for a farm of 30 wallets with one cheap hour each', () => {
    const farm = Array.from({ length: 30 }, (_, at) => one(`0x${at}`, 5, (85n * pToken) / 100_000n))
    expect(reviewScore(subject, farm).hundredths).toBe(357)
  })

  test('counts one payer once, however many cheap leases it reviews', () => {
    const often = one('0xa', 5_000, pToken, { reviews: 1_000 })
    expect(reviewScore(subject, [often])).toEqual({ hundredths: 399, authors: 1, reviews: 1_000, sharedFunders: 0 })
    expect(reviewScore(subject, [one('0xa', 5, pToken)]).hundredths).toBe(399)
  })

  test('has no mean without a review', () => {
    expect(reviewScore(subject, [])).toEqual({ hundredths: null, authors: 0, reviews: 0, sharedFunders: 0 })
  })

  test('counts authors whose money came from one funder, from another author or from the subject', () => {
    const list = [
      ...[one('0xa', 5, 1n, { funder: '0xf' }), one('0xb', 5, 1n, { funder: '0xf' })],
      ...[one('0xc', 5, 1n, { funder: '0xb' }), one('0xd', 5, 1n, { funder: subject })],
      ...[one('0xe', 5, 1n, { funder: '0xexchange' }), one('0xg', 5, 1n)],
    ]
    expect(reviewScore(subject, list).sharedFunders).toBe(4)
  })
})
