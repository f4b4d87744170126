import { listingQueryWire } from '@infinitio/domain/wire'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseSearch } from '../src/index.ts'
import { fixtureCatalogue, fixtureNow, queryRows } from './fixture.ts'

const seed = Number(process.env.SEED ?? 33)
const context = {
  now: fixtureNow,
  offsetMinutes: 480,
  language: 'zh',
  catalogue: fixtureCatalogue,
  rates: [{ currency: 'EUR', perPt: 0.92 }],
} as const
const pieces = fc.constantFrom(...queryRows.flatMap(({ text }) => text.split(/(?<=[\s,])/)))
/** Random texts, and texts of pieces that people type, in any order. */
const sentences = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1_000 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
  fc.array(pieces, { minLength: 1, maxLength: 40 }).map((parts) => parts.join('').slice(0, 1_000)),
)
function holds(check: (typed: string) => void): void {
  fc.assert(
    fc.property(sentences, (typed) => void check(typed)),
    { seed, numRuns: 400 },
  )
}

describe('parseSearch', () => {
  test('never throws, and gives a query that GET /listings takes', () => {
    holds((typed) => expect(listingQueryWire.safeParse(parseSearch(typed, context).query).error).toBeUndefined())
  })

  test('names only unknown words that were typed, in their order', () => {
    holds((typed) => {
      let from = 0
      for (const word of parseSearch(typed, context).unknown) {
        const at = typed.indexOf(word, from)
        expect(at).toBeGreaterThanOrEqual(from)
        from = at + word.length
      }
    })
  })

  test('shows chips whose words were typed', () => {
    holds((typed) => {
      for (const { words } of parseSearch(typed, context).chips) for (const word of words.split(/\s+/)) expect(typed).toContain(word)
    })
  })

  test('reads the same words in the same way', () => {
    holds((typed) => expect(parseSearch(typed, context)).toEqual(parseSearch(typed, context)))
  })
})
