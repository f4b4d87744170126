import { listingQueryWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { longestSentence, parseSearch } from '../src/index.ts'
import { fixtureCatalogue, fixtureNow, queryRows } from './fixture.ts'
import { isRightReading } from './isRightReading.ts'

const leastShare = 0.95
const context = { now: fixtureNow, offsetMinutes: 0, language: 'en', catalogue: fixtureCatalogue, rates: [] } as const

describe('reads the 227 queries', () => {
  test('reads at least 95 % of all queries correctly', () => {
    const wrong = queryRows.filter((row) => !isRightReading(row))
    const share = 1 - wrong.length / queryRows.length
    console.log(`read right: ${queryRows.length - wrong.length} of ${queryRows.length} (${(share * 100).toFixed(1)} %)`)
    for (const { text } of wrong) console.log(`  wrong: ${text}`)
    expect(share).toBeGreaterThanOrEqual(leastShare)
  })

  test('counts a wrong extra filter as wrong', () => {
    const [row] = queryRows
    expect(row === undefined ? null : isRightReading({ ...row, text: `${row.text} in Paris` })).toBe(false)
  })

  test.each(queryRows.map(({ text }) => [text]))('makes a query of %s that GET /listings accepts', (text) => {
    const { query, chips, unknown } = parseSearch(text, context)
    expect(listingQueryWire.safeParse(query).error).toBeUndefined()
    for (const { words } of chips) expect(words).not.toBe('')
    for (const word of unknown) expect(text).toContain(word)
  })

  test('ignores characters beyond the maximum length', () => {
    const long = `${'x'.repeat(longestSentence)} H100`
    expect(parseSearch(long, context).query).toEqual({})
  })
})
