import { apply, type BookCommand, bookHash, createBook, fromCanonical, toCanonical } from '../src/index.ts'
import { bookUnderTest } from './bookUnderTest.ts'
import { type Clocks, playRandomMarket } from './randomMarket.ts'
import { sha256 } from './sha256.ts'

/** One row as the engine stores it, without its chain hash. */
export type JournalRow = { readonly seq: number; readonly atMs: number; readonly command: string; readonly events: string }

/** Plays a random market on an order book. Returns its journal and the final book hash. */
export function recordMarket({ seed, steps, version = 2, clocks = 'steady' }: { seed: number; steps: number; version?: number; clocks?: Clocks }): {
  rows: JournalRow[]
  hash: string
} {
  const rows: JournalRow[] = []
  const under = bookUnderTest()
  const onStep = ({ command, atMs }: { command: BookCommand; atMs: number }, events: Parameters<typeof toCanonical>[0], seq: number) =>
    void rows.push({ seq, atMs, command: toCanonical(command), events: toCanonical(events) })
  playRandomMarket(under, { seed, steps, version, clocks, onStep })
  return { rows, hash: bookHash(under.book, sha256) }
}

/** Plays a journal on an empty order book. Returns its events and the final book hash. */
export function replayRows(rows: readonly JournalRow[]): { events: string[]; hash: string } {
  const book = createBook()
  const events = rows.map(({ seq, atMs, command }) => toCanonical(apply(book, fromCanonical(command), { seq, atMs })))
  return { events, hash: bookHash(book, sha256) }
}

/** Returns the path of the stored journal of a version of the rules. */
export function journalFile(version: number): URL {
  return new URL(version === 2 ? 'journals/random-market.ndjson' : `journals/random-market-${version}.ndjson`, import.meta.url)
}
