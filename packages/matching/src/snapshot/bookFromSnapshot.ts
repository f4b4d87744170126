import { type Address, assert, type OrderHash } from '@infinitio/domain'
import { accountOf } from '../book/accountOf.ts'
import type { Book } from '../book/book.ts'
import { createBook } from '../book/createBook.ts'
import { HourCounts, noHours } from '../book/structures/hourCounts.ts'
import type { LeaseRecord } from '../book/leaseRecord.ts'
import { noteHold } from '../book/liveHold.ts'
import { marketBookOf } from '../book/marketBook.ts'
import { newNode } from '../book/nodeRecord.ts'
import { hiddenBy } from '../book/nodeVisibility.ts'
import { numberKey } from '../book/structures/numberOf.ts'
import { fromCanonical } from '../commands/canonicalCommand.ts'
import { forgottenAsk, loadAsk, loadBid, loadMatch } from './loadOrders.ts'
import type { AccountText, LeaseText, NodeText, SnapshotShape } from './snapshotShape.ts'
import type { AccountRecord, Strikes } from '../book/records.ts'

/**
 * Reads an order book from the text of `snapshotText`. The book has the same hash as the original, and gives the same events for every later command. Throws if
 * the text is not a snapshot. The content is not checked, so compare the book's hash with one that you trust.
 */
export function bookFromSnapshot(text: string): Book {
  // A field name always means the same kind of value, in commands and in the book.
  return bookOfShape(fromCanonical(text) as unknown as SnapshotShape)
}

/** Makes an order book from a parsed snapshot. */
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

/** Adds an account from a snapshot to a book. */
function loadAccount(book: Book, address: Address, { floors, askCancellations, lanes, ...from }: AccountText): void {
  const account = accountOf(book, address)
  account.balance = BigInt(from.balance)
  account.held = BigInt(from.held)
  account.unsettled = BigInt(from.unsettled)
  account.iocOnlyUntilMs = from.iocOnlyUntilMs
  if (from.strikes !== undefined) loadStrikes(book, account, from.strikes)
  if (floors.length > 0) account.floors = floors.map(BigInt)
  for (const [nonce, times] of Object.entries(askCancellations)) account.askCancellations.set(BigInt(nonce), times)
  for (const [nonce, lane] of Object.entries(lanes)) account.lanes.change(numberKey(BigInt(nonce)), lane)
}

function loadStrikes({ pauses }: Book, account: AccountRecord, strikes: Strikes): void {
  account.strikes = { ...strikes }
  if (strikes.pausedUntilMs !== 0) pauses.push({ seq: 0, account, untilMs: strikes.pausedUntilMs })
}

/** Adds a node from a snapshot to a book, without its orders. */
function loadNode(book: Book, { leased, reserved, attested = [], score = 0, lostGpus = 0, ...from }: NodeText): void {
  const { node, provider, isRetired, isRegistered } = from
  const last = attested.at(-1)
  const record = newNode(from, marketBookOf(book, from))
  Object.assign(record, { isRetired, isRegistered, tier: last?.tier ?? 0, reliabilityBps: last?.reliabilityBps ?? 0, score, lostGpus })
  record.attested.push(...attested)
  record.leased = hourCounts(leased)
  record.reserved = hourCounts(reserved)
  book.nodes.set(node, record)
  record.isHidden = hiddenBy(book, node) !== null
  record.isBusy = record.leased.to !== 0 || record.reserved.to !== 0
  if (record.isBusy) book.busyNodes.push(record)
  book.hourSteps.noteAfter(book.hour, record)
  const others = book.nodesOfProvider.get(provider)
  if (others === undefined) book.nodesOfProvider.set(provider, [record])
  else others.push(record)
}

/** Adds a lease from a snapshot to a book. */
function loadLease(book: Book, { paidToProvider, refundedToRenter, closing, ...from }: LeaseText): void {
  const lease: LeaseRecord = {
    ...from,
    paidToProvider: BigInt(paidToProvider),
    refundedToRenter: BigInt(refundedToRenter),
    closing: closing === null ? null : closingOf(closing),
  }
  book.leases.set(numberKey(lease.leaseId), lease)
  if (lease.closing !== null) book.closedLeases.add(lease)
}

function closingOf({ toProvider, toRenter, at, toHourBefore, block }: NonNullable<LeaseText['closing']>): NonNullable<LeaseRecord['closing']> {
  const told = block === undefined ? {} : { block: Number(block) }
  return { toProvider: BigInt(toProvider), toRenter: BigInt(toRenter), at: BigInt(at) as never, toHourBefore: Number(toHourBefore), ...told }
}

function hourCounts(from: { readonly [hour: string]: number }): HourCounts {
  if (Object.keys(from).length === 0) return noHours
  const counts = new HourCounts()
  for (const [hour, gpus] of Object.entries(from)) counts.change({ fromHour: Number(hour), toHour: Number(hour) + 1 }, gpus)
  return counts
}
