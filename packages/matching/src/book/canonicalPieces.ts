import { type CanonicalValue, canonicalJson } from '@infinitio/domain'
import type { Book } from './book.ts'
import { isAsleep } from './woken.ts'
import type { AccountRecord, AskRecord, BidRecord, MatchRecord, NodeRecord } from './records.ts'

/**
 * Yields the canonical text of the order book in pieces of at most one record, because the text of a large book is longer than the longest possible string.
 * Joined, the pieces equal `canonicalBook`. A piece opens or closes the book or one of its maps, or is one field with its value.
 */
export function* canonicalPieces(book: Book): Generator<string> {
  yield '{'
  const fields = sortedEntries(fieldsOf(book))
  for (const [place, [name, value]] of fields.entries()) {
    const comma = place === fields.length - 1 ? '' : ','
    if (value instanceof Map && value.size > 0) {
      yield `"${name}":{`
      const records = sortedEntries([...value].map(([key, record]): [string, unknown] => [String(key), record]))
      for (const [at, [key, record]] of records.entries()) yield `${fieldText(key, record)}${at === records.length - 1 ? '' : ','}`
      yield `}${comma}`
    } else yield `${fieldText(name, value)}${comma}`
  }
  yield '}'
}

function fieldsOf(book: Book): [string, unknown][] {
  return Object.entries({
    version: book.version,
    feeBps: book.feeBps,
    relayFee: book.relayFee,
    seq: book.seq,
    atMs: book.atMs,
    clock: book.clock,
    horizonHour: book.horizonHour,
    accounts: mapped(book.accounts, canonicalAccount),
    nodes: mapped(book.nodes, (record) => canonicalNode(book, record)),
    silentNodes: book.silentNodes,
    delistedProviders: book.delistedProviders,
    classes: book.classes,
    regions: book.regions,
    asks: mapped(book.asks, canonicalAsk),
    bids: mapped(book.bids, (record) => canonicalBid(book, record)),
    holds: book.holds,
    matches: mapped(book.matches, canonicalMatch),
    leases: new Map(book.leases),
    ...operatorState(book),
    ...restingState(book),
  })
}

/**
 * Returns the generation and the operator's decisions. Omits each field that still has its first value, so that books from before the field existed keep their
 * hash.
 */
function operatorState({ generation, mode, delistedNodes, blockedAccounts }: Book): object {
  return {
    ...(generation === 0 ? {} : { generation }),
    ...(mode === 'open' ? {} : { mode }),
    ...(delistedNodes.size === 0 ? {} : { delistedNodes }),
    ...(blockedAccounts.size === 0 ? {} : { blockedAccounts }),
  }
}

/** Returns the state of resting bids. Omits empty fields, so that books from before version 4 of the rules keep their hash. */
function restingState(book: Book): object {
  const { avoided, woken } = book
  const awake = {
    everything: woken.everything,
    nodes: [...woken.nodes].map(({ node }) => node).sort(),
    bids: [...woken.bids].map(({ orderHash }) => orderHash).sort(),
  }
  return { ...(avoided.size === 0 ? {} : { avoided }), ...(isAsleep(book) ? {} : { woken: awake }) }
}

/** Returns a map whose values are built only when they are read. */
function mapped<Key, Value>(map: Iterable<[Key, Value]>, of: (value: Value) => object): Map<Key, () => object> {
  return new Map([...map].map(([key, value]) => [key, () => of(value)]))
}

/** Sorts by UTF-16 code unit, as canonical JSON sorts its keys. */
function sortedEntries(entries: [string, unknown][]): [string, unknown][] {
  return entries.sort(([one], [other]) => (one < other ? -1 : 1))
}

function fieldText(key: string, value: unknown): string {
  return `${canonicalJson(key)}:${canonicalJson(canonicalValue(typeof value === 'function' ? (value as () => object)() : value))}`
}

/** Turns maps into objects and sets into sorted lists, so that the sequence in which entries were added has no effect. */
function canonicalValue(value: unknown): CanonicalValue {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, entry]) => [String(key), canonicalValue(entry)]))
  if (value instanceof Set) return [...value].map(String).sort()
  if (Array.isArray(value)) return value.map(canonicalValue)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, canonicalValue(entry)]))
  return value as CanonicalValue
}

/** Returns the form of an ask that the book hash covers, without the fields that only serve indexes and searches. */
function canonicalAsk({ placed, seq, state }: AskRecord): object {
  const { orderHash, ask, signature, mandate = null, mandateSignature = null, session } = placed
  return { orderHash, ask, signature, mandate, mandateSignature, seq, state, ...(session === undefined ? {} : { session }) }
}

/** Returns the form of a bid that the book hash covers. The form of a bid that was judged before version 4 of the rules has the id of the bid's match. */
function canonicalBid(book: Book, record: BidRecord): object {
  const { seq, state } = record
  const { kind: _, ...order } = record.placed
  if (state === 'judged') return { orderHash: order.orderHash, bid: order.bid, matchId: book.judgedMatches.get(order.orderHash) ?? null }
  return { ...order, seq, state, ...(record.struckFor === 0 ? {} : { struckFor: record.struckFor }) }
}

/** Returns the form of a node that the book hash covers. Facts that were never reported are omitted. */
function canonicalNode({ horizonHour }: Pick<Book, 'horizonHour'>, record: NodeRecord): object {
  const { node, provider, classId, regionId, gpus, vramGib, isRetired, isRegistered, asks, leased, reserved, attested, score, lostGpus } = record
  return {
    ...{ node, provider, classId, regionId, gpus, vramGib, isRetired, isRegistered },
    asks: asks.map(canonicalAsk),
    leased: new Map(leased.since(horizonHour)),
    reserved: new Map(reserved.since(horizonHour)),
    ...(attested.length === 0 ? {} : { attested }),
    ...(score === 0 ? {} : { score }),
    ...(lostGpus === 0 ? {} : { lostGpus }),
  }
}

/** Returns the form of an account that the book hash covers. */
function canonicalAccount({ balance, held, unsettled, iocOnlyUntilMs, strikes, floors, askCancellations, lanes }: AccountRecord): object {
  const counted = strikes === null ? {} : { strikes }
  return { balance, held, unsettled, iocOnlyUntilMs, ...counted, floors, askCancellations, lanes: new Map(lanes) }
}

/** Returns the form of a match (of an ask and a bid) that the book hash covers. It has a group and a start only if they are set. */
function canonicalMatch(match: MatchRecord): object {
  const { matchId, askHash, bidHash, node, renter, bidNonce, gpus, durationSeconds, amount, hours, state, group, start, givenUpFor } = match
  return {
    ...{ matchId, askHash, bidHash, node, renter, bidNonce, gpus, durationSeconds, amount, hours, state },
    ...(group === null ? {} : { group }),
    ...(start === 0n ? {} : { start }),
    ...(givenUpFor === null ? {} : { givenUpFor }),
  }
}
