import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  apply,
  type Book,
  type BookCommand,
  bookFromLines,
  bookFromSnapshot,
  bookHash,
  canonicalBook,
  createBook,
  fromCanonical,
  snapshotFormat,
  snapshotLines,
  snapshotText,
  toCanonical,
} from '../src/index.ts'
import { bookUnderTest } from './bookUnderTest.ts'
import { type JournalRow, journalFile } from './journal.ts'
import { hashOf, openingCommands, placeAsk, placeBid, provider } from './marketScene.ts'
import { playRandomMarket } from './randomMarket.ts'
import { sha256 } from './sha256.ts'

const isLong = process.env.TEST_LONG === '1'

/** Plays a market on two order books. One is written and read again every few commands; the other is not. */
function expectSame({ seed, steps, version, every }: { seed: number; steps: number; version: number; every: number }): void {
  const alone = bookUnderTest()
  let again = bookUnderTest()
  playRandomMarket(alone, {
    seed,
    steps,
    version,
    onStep({ command, atMs }, events, seq) {
      expect(toCanonical(again.apply(command, { seq, atMs })), `events of command ${seq}`).toBe(toCanonical(events))
      if (seq % every !== 0) return
      const text = snapshotText(again.book)
      // The snapshot is read alternately from the text and from the lines.
      again = bookUnderTest(seq % 2 === 0 ? bookFromSnapshot(text) : bookFromLines(snapshotLines(again.book)))
      expect(canonicalBook(again.book)).toBe(canonicalBook(alone.book))
      expect(snapshotText(again.book)).toBe(text)
      // The journal contains the hash of this text, so an order book that was never read from a snapshot must give the same text.
      expect(snapshotText(alone.book)).toBe(text)
      expect(again.summary()).toEqual(alone.summary())
    },
  })
  expect(bookHash(again.book, sha256)).toBe(bookHash(alone.book, sha256))
}

describe('a book read from its snapshot', () => {
  test.each([
    { version: 10, numRuns: isLong ? 15 : 6 },
    { version: 6, numRuns: 6 },
    { version: 4, numRuns: 6 },
    { version: 2, numRuns: 6 },
  ])(
    'is the book that was written, and goes on as it would have (rules of version $version)',
    ({ version, numRuns }) => {
      const markets = fc.record({ seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }), every: fc.constantFrom(1, 7, 40) })
      fc.assert(
        fc.property(markets, ({ seed, every }) => expectSame({ seed, steps: 300, version, every })),
        { numRuns, seed: 20_261 },
      )
    },
    240_000,
  )

  test('has the ask of its waiting matches, even after the ask left the book', () => {
    const { book, apply } = bookUnderTest()
    const cancel: BookCommand = { kind: 'CancelOrder', orderHash: hashOf('ask'), by: provider }
    const bids = [1n, 2n].map((nonce) => placeBid(`bid ${nonce}`, { nonce }))
    const opening = openingCommands().map((one) => (one.kind === 'Upgrade' ? { ...one, version: 6 } : one))
    const commands = [...opening, placeAsk('ask'), ...bids, cancel]
    for (const [at, command] of commands.entries()) apply(command, { seq: at + 1, atMs: 1_000 })
    expect(book.asks.size).toBe(0)
    expect(JSON.parse(snapshotText(book)).beside.asks).toHaveLength(1)
    const again = bookFromSnapshot(snapshotText(book))
    expect([...again.matches.values()].map(({ placedAsk }) => placedAsk)).toStrictEqual([placeAsk('ask'), placeAsk('ask')])
    expect(snapshotText(again)).toBe(snapshotText(book))
  })

  test('has the same text as the original book, even after an ask that replaced another left the book', () => {
    const { book, apply } = bookUnderTest()
    const opening = openingCommands().map((one) => (one.kind === 'Upgrade' ? { ...one, version: 10 } : one))
    const placed = [placeAsk('older'), { ...placeAsk('ask', { nonce: 2n }), replaces: hashOf('older') }, placeBid('bid')]
    for (const [at, command] of [...opening, ...placed].entries()) apply(command, { seq: at + 1, atMs: 1_000 })
    const again = bookUnderTest(bookFromSnapshot(snapshotText(book)))
    const cancel = { kind: 'CancelOrder', orderHash: hashOf('ask'), by: provider } as const
    for (const one of [{ apply }, again]) one.apply(cancel, { seq: 100, atMs: 1_000 })
    expect(snapshotText(again.book)).toBe(snapshotText(book))
    expect(JSON.parse(snapshotText(book)).beside.asks).toHaveLength(1)
  })

  test.each([
    [2, '3576e9ebb7265ea4dad32ca1c987ef2a306dcc214253ff8aa86953867221d7a4'],
    [4, '1aa0a0416193d395ec4c70ef3e54c0599e204436faa1c79a0346e9f5ffa605dd'],
    [5, '960ff460d8a5d7dc0ff52054f0127b554620dc4a69a4c70b48f6a737f070479b'],
    [6, '30146499af4123b514bc11d68b85c56ee1451ba4c97b3a89b3b8893f8addeddf'],
    [8, '9952e8cdc446700ae025f0a02c85a772edb2596549e84b401dfeac941d9be597'],
  ])('has the snapshot hash of journals of version %s, unless snapshotFormat changes', (version, hash) => {
    const book = storedBook(version)
    expect({ snapshotFormat, hash: sha256(snapshotText(book)) }).toEqual({ snapshotFormat: 2, hash })
  })

  test('is empty when the book was empty', () => {
    const { book } = bookUnderTest()
    expect(canonicalBook(bookFromLines(snapshotLines(book)))).toBe(canonicalBook(book))
    expect(canonicalBook(bookFromSnapshot(snapshotText(book)))).toBe(canonicalBook(book))
  })

  test.each(['', '{}', '[]', '{"beside":{},"book":{}}', '{"beside":{"holds":["x"],"hour":0,"nodes":[]},"book":{}}'])(
    'throws for the text %s',
    (text) => {
      expect(() => bookFromSnapshot(text)).toThrow()
      expect(() => bookFromLines(text === '' ? [] : [text])).toThrow()
    },
  )
})

/** Returns the order book at the end of a stored journal. */
function storedBook(version: number): Book {
  const book = createBook()
  const rows = readFileSync(journalFile(version), 'utf8').trimEnd().split('\n').slice(0, -1)
  for (const line of rows) {
    const { seq, atMs, command } = JSON.parse(line) as JournalRow
    apply(book, fromCanonical(command), { seq, atMs })
  }
  return book
}
