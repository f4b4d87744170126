import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AskRecord,
  type Book,
  type BookEvent,
  eventsFromCanonical,
  fromCanonical,
  nextDueAtMs,
  toCanonical,
  unsettledCount,
} from '../src/index.ts'
import { bookUnderTest } from './bookUnderTest.ts'
import { playRandomMarket, type Step } from './randomMarket.ts'

const markets = [
  { version: 2, clocks: 'steady' },
  { version: 6, clocks: 'steady' },
  { version: 10, clocks: 'steady' },
  { version: 10, clocks: 'leaping' },
  { version: 10, clocks: 'erratic' },
] as const

describe.each(markets)('after every command of any market, by version $version of the rules, with $clocks clocks', ({ version, clocks }) => {
  /** Plays random markets and shows each step to `look`. If a market breaks the tested rule, fast-check prints its seed. */
  function inEveryMarket(look: (book: Book, step: Step, events: BookEvent[]) => void): void {
    const market = fc.integer({ min: 0, max: 2 ** 31 - 1 })
    const play = (seed: number) => {
      const under = bookUnderTest()
      playRandomMarket(under, { seed, steps: 250, version, clocks, onStep: (step, events) => look(under.book, step, events) })
    }
    fc.assert(fc.property(market, play), { numRuns: process.env.TEST_LONG === '1' ? 30 : 2, seed: 8_101 })
  }

  test('reserves no hour of a node above its GPU count', () => {
    inEveryMarket((book) => {
      for (const node of book.nodes.values())
        for (const [hour] of [...node.leased.since(book.horizonHour), ...node.reserved.since(book.horizonHour)])
          expect(node.leased.get(hour) + node.reserved.get(hour)).toBeLessThanOrEqual(node.gpus)
    })
  })

  test('reserves exactly the holds and the unsettled matches, hour by hour and unit by unit', () => {
    inEveryMarket((book) => {
      const waiting = [...book.matches.values()].filter(({ state }) => state === 'unsettled')
      const holds = [...book.liveHolds.values()]
      expect(unsettledCount(book)).toBe(waiting.length)
      for (const node of book.nodes.values()) {
        const reservations = [...waiting, ...holds].filter((one) => one.node === node.node && one.hours !== null)
        const gpuHours = reservations.reduce((all, { gpus, hours }) => all + gpus * countedHours(book, hours), 0)
        expect([...node.reserved.since(book.horizonHour)].reduce((all, [, gpus]) => all + gpus, 0)).toBe(gpuHours)
      }
      for (const [account, { held, unsettled }] of book.accounts) {
        expect(held).toBe(holds.filter((hold) => hold.account === account).reduce((all, { amount }) => all + amount, 0n))
        expect(unsettled).toBe(waiting.filter((match) => match.renter === account).reduce((all, { amount }) => all + amount, 0n))
      }
    })
  })

  test('reserves no more than a balance: a match or hold never takes it below 0', () => {
    inEveryMarket((book, _, events) => {
      for (const event of events) {
        const account = event.kind === 'Matched' ? event.renter : event.kind === 'HoldPlaced' && event.funded ? event.account : undefined
        const record = account === undefined ? undefined : book.accounts.get(account)
        if (record !== undefined) expect(record.balance - record.held - record.unsettled).toBeGreaterThanOrEqual(0n)
      }
    })
  })

  test('gives each match one state: waiting, settled or given up', () => {
    const fates = new Map<bigint, string>()
    inEveryMarket((book, { command }, events) => {
      if (command.kind === 'Upgrade') fates.clear()
      for (const event of events) {
        if (event.kind === 'Matched' || (event.kind === 'Unsettled' && event.matchId !== null)) fates.set(event.matchId as bigint, 'unsettled')
        if (event.kind === 'Settled' && event.matchId !== null) fates.set(event.matchId, 'settled')
        if (event.kind === 'Abandoned') fates.set(event.matchId, 'abandoned')
      }
      const states = new Map<bigint, string>([...book.matches.values()].map(({ matchId, state }) => [matchId, state]))
      for (const [id, fate] of fates) expect(states.get(id) ?? 'abandoned').toBe(fate)
    })
  })

  test('sorts the asks of each book by price, then time, and has every open ask in one book', () => {
    inEveryMarket((book) => {
      const books = book.classMarkets.flatMap(({ regions }) => regions.map(({ asks }) => [...asks]))
      const listed = books.flat()
      expect(listed.length).toBe([...book.asks.values()].filter(({ state }) => state === 'open').length)
      for (const asks of books) {
        const sorted = [...asks].sort((one, other) => Number(one.ask.pricePerGpuSecond - other.ask.pricePerGpuSecond) || one.seq - other.seq)
        expect(asks).toEqual(sorted)
      }
    })
  })

  test('marks the asks that could start, and begins a search of the class with the first of them', () => {
    inEveryMarket((book) => {
      const known = book.classMarkets.map(({ regions, cheapest, least, firsts }) => [
        regions.map(({ asks }) => [...asks.marked()]),
        firsts,
        [...cheapest],
        least,
      ])
      const right = book.classMarkets.map(({ regions }) => {
        const startable = regions.map(({ asks }) => [...asks].filter((record) => couldStart(book, record)))
        const ranks = startable.map(([first]) => first?.rank ?? Number.POSITIVE_INFINITY)
        return [startable, startable.map(([first]) => first ?? null), ranks, Math.min(...ranks)]
      })
      expect(known).toEqual(right)
    })
  })

  test('changes nothing without a command before the due time that the book reports', () => {
    let dueAtMs: number | null = null
    inEveryMarket((book, { command, atMs }, events) => {
      const isTimely = dueAtMs !== null && atMs >= dueAtMs
      const byTime = events.filter(({ kind }) => kind === 'HoldExpired' || kind === 'OrderExpired').length
      const isNewClock = command.kind === 'Block' || command.kind === 'Upgrade'
      // From version 4 of the rules on, something is due at each new hour, too: freed hours are offered to resting bids, mostly without a match.
      if (!isNewClock && (version === 2 || byTime > 0)) expect(byTime > 0).toBe(isTimely)
      dueAtMs = nextDueAtMs(book)
    })
  })

  test('reads the same commands and events from the journal’s text', () => {
    inEveryMarket((_, { command }, events) => {
      expect(fromCanonical(toCanonical(command))).toEqual(command)
      expect(eventsFromCanonical(toCanonical(events))).toEqual(events)
    })
  })
})

/** Returns the number of hours in a range that the book still counts. */
function countedHours(book: Book, hours: { fromHour: number; toHour: number } | null): number {
  return hours === null ? 0 : Math.max(0, hours.toHour - Math.max(hours.fromHour, book.horizonHour))
}

function couldStart(book: Book, { node, ask }: AskRecord): boolean {
  return !node.isHidden && node.gpus - node.lostGpus - node.leased.get(book.hour) - node.reserved.get(book.hour) >= Math.max(1, ask.minGpus)
}
