import { assert, type OrderHash } from '@infinitio/domain'
import type { Book } from '../book/book.ts'
import { createBook } from '../book/createBook.ts'
import { noteHold } from '../book/liveHold.ts'
import { fromCanonical } from '../commands/canonicalCommand.ts'
import { forgottenAsk, loadAsk, loadBid, loadMatch } from './loadOrders.ts'
import { loadAccount, loadLease, loadNode } from './loadRecords.ts'
import type { SnapshotShape } from './snapshotShape.ts'

/**
 * Reads a book from `snapshotText`. The book has the same hash as the original, and gives the same events for every later command. Throws if the text is not a
 * snapshot. The content is not checked, so compare the book's hash with one that you trust.
 */
export function bookFromSnapshot(text: string): Book {
  // A field name always means the same kind of value, in commands and in the book.
  return bookOfShape(fromCanonical(text) as unknown as SnapshotShape)
}

/** Makes a book from a parsed snapshot. */
export function bookOfShape({ beside, book: from }: SnapshotShape): Book {
  const { version, feeBps, relayFee, seq, atMs, clock, horizonHour, generation = 0, mode = 'open' } = from
  const book = Object.assign(createBook(), { version, feeBps, relayFee, seq, atMs, clock, horizonHour, generation, mode, hour: beside.hour })
  fillCatalogue(book, from)
  for (const [address, account] of entriesOf(from.accounts)) loadAccount(book, address as never, account)
  for (const node of beside.nodes) loadNode(book, known(from.nodes[node]))
  for (const ask of Object.values(from.asks)) loadAsk(book, ask)
  // Sorted by id, which is the order of creation, because events list matches in that order.
  const matches = Object.values(from.matches).sort((one, other) => (one.matchId < other.matchId ? -1 : 1))
  const forgotten = new Map((beside.asks ?? []).map((placed) => [placed.orderHash, forgottenAsk(book, placed)]))
  for (const bid of Object.values(from.bids)) loadBid(book, bid)
  const lost = new Set(beside.lost)
  for (const match of matches) loadMatch(book, match, lost.has(String(match.matchId)) ? null : forgotten)
  for (const id of beside.holds) noteHold(book, known(from.holds[id]))
  for (const lease of Object.values(from.leases)) loadLease(book, lease)
  for (const [bid, asks] of entriesOf(from.avoided ?? {})) avoid(book, bid as never, new Set(asks))
  fillWoken(book, from)
  return book
}

function avoid({ avoided, bids }: Book, bidHash: OrderHash, asks: Set<OrderHash>): void {
  avoided.set(bidHash, asks)
  known(bids.get(bidHash)).avoided = asks
}

function fillCatalogue(book: Book, { classes, regions, ...sets }: SnapshotShape['book']): void {
  for (const [id, facts] of entriesOf(classes)) book.classes.set(Number(id), facts)
  for (const id of regions) book.regions.add(Number(id))
  for (const node of sets.silentNodes) book.silentNodes.add(node)
  for (const provider of sets.delistedProviders) book.delistedProviders.add(provider)
  for (const node of sets.delistedNodes ?? []) book.delistedNodes.add(node)
  for (const account of sets.blockedAccounts ?? []) book.blockedAccounts.add(account)
}

function fillWoken({ woken, nodes, bids }: Book, { woken: from }: SnapshotShape['book']): void {
  if (from === undefined) return
  woken.everything = from.everything
  for (const node of from.nodes) {
    const record = known(nodes.get(node))
    record.isWoken = true
    woken.nodes.push(record)
  }
  for (const bid of from.bids) woken.bids.add(known(bids.get(bid)))
}

function entriesOf<Value>(of: { readonly [key: string]: Value }): [string, Value][] {
  return Object.entries(of)
}

function known<Value>(value: Value | undefined): Value {
  assert(value !== undefined, 'a snapshot names only what it has')
  return value
}
