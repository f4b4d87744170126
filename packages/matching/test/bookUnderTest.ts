import { apply, type AskRecord, type Book, chainNow, createBook, hiddenBy, type MarketBook } from '../src/index.ts'
import type { AnyBook, BookSummary } from './marketScene.ts'

/** Returns the product's order book with a summary of its state, so that a test can compare it with another book. */
export function bookUnderTest(book: Book = createBook()): AnyBook & { readonly book: Book } {
  return { book, apply: (command, position) => apply(book, command, position), summary: () => summaryOf(book) }
}

function summaryOf(book: Book): BookSummary {
  return {
    now: book.clock === null ? '0' : String(chainNow(book, book.atMs)),
    openAsks: book.classMarkets.flatMap(({ classId, regions }) =>
      regions.flatMap((market) => openAsksOf(market).map((record) => `${classId}/${market.regionId} ${record.orderHash}`)),
    ),
    liveHolds: [...book.liveHolds.keys()].sort(),
    matches: [...book.matches.values()].map((match) => `${match.matchId} ${match.state}`).sort(),
    hours: hoursOfNodes(book),
    accounts: Object.fromEntries([...book.accounts].flatMap(([account, record]) => (rowOf(record) === '0 0 0' ? [] : [[account, rowOf(record)]]))),
    hiddenNodes: Object.fromEntries(
      [...book.nodes.keys()].flatMap((node) => (hiddenBy(book, node) === null ? [] : [[node, String(hiddenBy(book, node))]])),
    ),
  }
}

function rowOf({ balance, held, unsettled }: { balance: bigint; held: bigint; unsettled: bigint }): string {
  return `${balance} ${held} ${unsettled}`
}

/** Returns the leased and reserved GPUs by node and hour. */
function hoursOfNodes(book: Book): Record<string, string> {
  const currentHour = book.clock === null ? 0 : Number(chainNow(book, book.atMs) / 3600n)
  const found: Record<string, string> = {}
  for (const record of book.nodes.values()) {
    for (const [hour] of [...record.leased.since(currentHour), ...record.reserved.since(currentHour)])
      found[`${record.node} ${hour}`] = `${record.leased.get(hour)} ${record.reserved.get(hour)}`
  }
  return found
}

/** Returns the open asks of a class and region, by price then time. */
export function openAsksOf({ asks }: MarketBook): AskRecord[] {
  return [...asks]
}
