import { describe, expect, test } from 'vitest'
import type { BookEvent } from '../src/index.ts'
import { bookUnderTest } from './bookUnderTest.ts'
import { naiveBook } from './naiveBook.ts'
import { naiveMarket } from './naiveMarket.ts'
import { isWhole } from './naiveTerms.ts'
import { playRandomMarket } from './randomMarket.ts'

const firstSeed = Number(process.env.TEST_SEED ?? 9_000)
const steps = 250
const isLong = process.env.TEST_LONG === '1'

/**
 * Version 2 of the rules matched only pinned bids; version 4 and later match every kind. The test compares at least 5,000 commands of the present rules, and
 * enough of the older rules to detect a change. `npm run test:long` compares more than 100,000 of the present rules.
 */
const rules = [
  { version: 2, clocks: 'steady', oracle: naiveBook, seeds: isLong ? 24 : 5, commands: isLong ? 5_000 : 1_000 },
  { version: 4, clocks: 'steady', oracle: naiveMarket, seeds: isLong ? 25 : 5, commands: isLong ? 5_000 : 1_000 },
  { version: 5, clocks: 'steady', oracle: naiveMarket, seeds: isLong ? 25 : 5, commands: isLong ? 5_000 : 1_000 },
  { version: 6, clocks: 'steady', oracle: naiveMarket, seeds: isLong ? 25 : 5, commands: isLong ? 5_000 : 1_000 },
  { version: 10, clocks: 'steady', oracle: naiveMarket, seeds: isLong ? 400 : 15, commands: isLong ? 100_000 : 3_000 },
  { version: 10, clocks: 'leaping', oracle: naiveMarket, seeds: isLong ? 25 : 10, commands: isLong ? 5_000 : 2_000 },
] as const

describe.each(rules)(
  'the book and the naive book, by version $version of the rules, with $clocks clocks',
  ({ version, oracle, seeds, commands, clocks }) => {
    let foundLate = 0
    let compared = 0

    test.each(Array.from({ length: seeds }, (_, at) => firstSeed + at))(
      'have the same events and state after every command of the random market with seed %s',
      (seed) => {
        const naive = oracle()
        const book = bookUnderTest()
        let isOver = false
        let latest = 0n
        const wholeBids = new Set<string>()
        const onStep: Parameters<typeof playRandomMarket>[1]['onStep'] = ({ command, atMs }, events, seq) => {
          if (isOver) return
          const where = `seed ${seed}, command ${seq}: ${command.kind}`
          const said = naive.apply(command, { seq, atMs })
          if (command.kind === 'PlaceBid' && isWhole(command.bid)) wholeBids.add(command.orderHash)
          const now = BigInt(naive.summary().now)
          isOver = isFoundLater(events, said, { wentBack: now < latest, wholeBids })
          latest = now > latest ? now : latest
          if (isOver) foundLate += 1
          else {
            expect(events, where).toEqual(said)
            expect(book.summary(), where).toEqual(naive.summary())
            compared += 1
          }
        }
        playRandomMarket(book, { seed, steps, version, clocks, onStep })
      },
    )

    test('agree in almost all markets; greedy slices or a clock that goes back find a bid later in few', () => {
      expect(foundLate).toBeLessThanOrEqual(seeds / 50)
      expect(compared).toBeGreaterThanOrEqual(commands)
    })
  },
)

/**
 * Returns true if the naive book gives the same events as the real book, or some more matches that ADR 26 allows. The real book finds such a match only once
 * new capacity appears. There are two cases. A whole bid is filled greedily, so it may suddenly fit because a node has fewer GPUs than before, or because its
 * first start has passed. And after the chain's clock went back, any bid may match again until the clock has reached its earlier time.
 */
function isFoundLater(
  events: readonly BookEvent[],
  said: readonly BookEvent[],
  { wentBack, wholeBids }: { wentBack: boolean; wholeBids: ReadonlySet<string> },
): boolean {
  const count = said.length - events.length
  if (count <= 0) return false
  const at = said.findIndex((event, place) => JSON.stringify(event, text) !== JSON.stringify(events[place], text))
  const isMore = said.slice(at, at + count).every((event) => event.kind === 'Matched' && (wentBack || wholeBids.has(event.bidHash)))
  return isMore && JSON.stringify(events.slice(at), text) === JSON.stringify(said.slice(at + count), text)
}

function text(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isRecord ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) : value
}
