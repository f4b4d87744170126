import { concat, hashTypedData, keccak256, stringToBytes, stringToHex } from 'viem'
import { describe, expect, test } from 'vitest'
import {
  address,
  hashReview,
  hashReviewAnswer,
  hex32,
  isPlainReviewText,
  leaseId,
  type ReviewEntry,
  reviewAnswerTypedData,
  reviewEntryHash,
  reviewHeadText,
  reviewRefusal,
  reviewSideOf,
  reviewsStart,
  reviewTextHash,
  reviewTypedData,
} from '../index.ts'

const salt = `0x${'5a'.repeat(32)}`
const domain = { chainId: 31_337, market: address(`0x${'b2'.repeat(20)}`) }
const [renter, provider, stranger] = [address(`0x${'a1'.repeat(20)}`), address(`0x${'c3'.repeat(20)}`), address(`0x${'d4'.repeat(20)}`)]
const review = {
  leaseId: leaseId(12n),
  leaseKey: hex32(`0x${'11'.repeat(32)}`),
  author: renter,
  subject: provider,
  stars: 4,
  textHash: reviewTextHash({ text: 'Good machine.', salt }),
}
const answer = { review: hex32(`0x${'22'.repeat(32)}`), author: provider, textHash: reviewTextHash({ text: 'Thank you.', salt }) }
// biome-ignore lint/suspicious/noExplicitAny: viem types its argument by literal types.
const asWallet = (data: unknown) => hashTypedData(data as any)

describe('the signed form of a review', () => {
  test('has the digest that a wallet signs', () => {
    expect(asWallet(reviewTypedData(review, domain))).toBe(hashReview(review, domain))
    expect(asWallet(reviewAnswerTypedData(answer, domain))).toBe(hashReviewAnswer(answer, domain))
  })

  test('has another digest for another lease, author, subject, number of stars, text, market or chain', () => {
    const changes = [{ leaseId: leaseId(13n) }, { leaseKey: answer.review }, { author: stranger }, { subject: stranger }, { stars: 5 }]
    const digests = [review, ...changes.map((change) => ({ ...review, ...change })), { ...review, textHash: answer.textHash }].map((one) =>
      hashReview(one, domain),
    )
    const elsewhere = [hashReview(review, { ...domain, chainId: 1 }), hashReview(review, { ...domain, market: stranger })]
    expect(new Set([...digests, ...elsewhere]).size).toBe(9)
  })
})

describe('the text of a review', () => {
  test.each([
    '',
    'Fast disk.\nSlow network.',
    '<b>bold</b> **stars** [link](javascript:alert(1)) https://evil.example',
    '机器很快。👩‍💻',
    'שלום',
    '😀'.repeat(1_000),
  ])('accepts %j as plain text', (text) => expect(isPlainReviewText(text)).toBe(true))

  test.each([
    ['1,001 characters', '😀'.repeat(1_001)],
    ['21 lines', 'x\n'.repeat(20).concat('x')],
    ['space at its end', 'x '],
    ['a control character', 'a\u0007b'],
    ['a tab', 'a\tb'],
    ['a carriage return', 'a\r\nb'],
    ['a line that runs backwards', 'paid \u202eevil'],
    ['an isolate', 'a\u2066b\u2069'],
    ['a mark of direction', 'a\u200fb'],
    ['a space without width', 'a\u200bb'],
    ['a byte order mark', 'a\ufeffb'],
    ['a soft hyphen', 'a\u00adb'],
    ['a filler of Hangul', 'a\u115fb'],
    ['another filler of Hangul', 'a\u3164b'],
    ['a filler of half width', 'a\uffa0b'],
    ['an empty Braille pattern', 'a\u2800b'],
    ['hidden tags', 'a\u{e0041}b'],
    ['half of a pair', 'a\ud83d'],
    ['marks that cover other lines', `a${'\u0301'.repeat(5)}`],
  ])('refuses %s', (_what, text) => expect(isPlainReviewText(text)).toBe(false))
})

describe('the hash of a text', () => {
  test('cannot be guessed without its salt', () => {
    const hashes = [salt, `0x${'5b'.repeat(32)}`].map((one) => reviewTextHash({ text: 'Bad.', salt: one }))
    expect(new Set([...hashes, keccak256(stringToBytes('Bad.'))]).size).toBe(3)
    expect(hashes[0]).toBe(keccak256(concat([salt as `0x${string}`, stringToHex('Bad.')])))
    expect(() => reviewTextHash({ text: 'Bad.', salt: '0x5a' })).toThrow()
  })
})

describe('the right to review a lease', () => {
  const lease = { renter, provider, paidSeconds: 3_600, closedAt: 1_000 }
  const until = 1_000 + 30 * 86_400
  const codeOf = (account: string, now: number, change: object = {}) => reviewRefusal({ ...lease, ...change }, { account, now })?.rejected ?? null

  test('is of the wallet that paid and of the provider, until the last second', () => {
    expect([codeOf(renter, 1_000), codeOf(provider, until)]).toEqual([null, null])
    expect(codeOf(renter, until + 1)).toBe('lease.review_late')
    expect(codeOf(stranger, 1_000)).toBe('lease.review_not_party')
  })

  test('begins when the lease closes and needs one paid hour', () => {
    expect(codeOf(renter, 1_000, { closedAt: null })).toBe('lease.review_early')
    expect(codeOf(provider, 1_000, { paidSeconds: 3_599 })).toBe('lease.review_too_short')
  })

  test('is of nobody if one account is both sides', () => {
    expect(reviewSideOf({ ...lease, provider: renter }, renter)).toBeNull()
    expect(codeOf(renter, 1_000, { provider: renter })).toBe('lease.review_not_party')
  })
})

describe('the chain of entries', () => {
  const entry: ReviewEntry = {
    ...{ number: 1n, kind: 'review', target: 0n, leaseId: 12n, leaseKey: review.leaseKey, node: answer.review, side: 'renter', author: renter },
    ...{ subject: provider, stars: 4, textHash: review.textHash, fees: 25n, funder: null, signature: '0x12', at: 1_800_000_000n },
  }

  test('has a fixed hash, so that other programs can calculate it', () => {
    expect(reviewEntryHash(reviewsStart, entry)).toMatchInlineSnapshot(`"0xe2d0a57fff735068bd41073401b0637cab95a9e91f2d130d56b1ad75ee984567"`)
    const head = { number: '1', hash: '0xab', signedAt: 5 }
    expect(reviewHeadText(head, domain)).toBe(`Infinitio reviews head\nChain: 31337\nMarket: ${domain.market}\nEntry: 1 0xab\nSigned: 5`)
  })

  test('has another hash if a field or the hash before it changes', () => {
    const changes: Partial<ReviewEntry>[] = [
      { number: 2n },
      { kind: 'answer' },
      { target: 1n },
      { leaseId: 13n },
      { leaseKey: reviewsStart },
      { node: reviewsStart },
      { side: 'provider' },
      { author: null },
      { subject: stranger },
      { stars: 5 },
      { textHash: answer.textHash },
      { fees: 26n },
      { funder: stranger },
      { signature: null },
      { at: 1n },
    ]
    const hashes = [entry, ...changes.map((change) => ({ ...entry, ...change }))].map((one) => reviewEntryHash(reviewsStart, one))
    expect(new Set([...hashes, reviewEntryHash(answer.review, entry)]).size).toBe(Object.keys(entry).length + 2)
  })
})
