import { assert, type ErrorCode } from '@infinitio/domain'
import type { ReservedHours } from '../events/bookEvent.ts'
import { accountOf } from './accountOf.ts'
import type { Book } from './book.ts'
import { forgetBid } from './forgetBid.ts'
import { markStartable } from './marketBook.ts'
import { dropHours, takeHours } from './nodeCalendar.ts'
import type { NumberKey } from './structures/numberOf.ts'
import { restAgain } from './restingBids.ts'
import type { Turn } from './turn.ts'
import { wakeAccount, wakeNode } from './woken.ts'
import type { AccountRecord, MatchRecord, NodeRecord } from './records.ts'

/** The things that a match changes: the renter's account, the nonce under which the account counts the bid's filled GPUs, and the node. */
export type MatchPlace = { readonly account: AccountRecord; readonly nonce: NumberKey; readonly node: NodeRecord }

/** Reserves the money and the hours of a match until it settles, and counts its GPUs as pending in the bid's lane (the counters of its nonce). */
export function setMatchAside(book: Book, match: MatchRecord, { account, nonce, node }: MatchPlace): void {
  account.unsettled += match.amount
  account.lanes.change(nonce, { filled: 0, pending: match.gpus, cancellations: 0 })
  takeHours(book, node, { calendar: 'reserved', hours: match.hours, gpus: match.gpus })
  match.state = 'unsettled'
  book.unsettledMatches += 1
}

/** Frees the money and hours of a match that will never settle. */
function freeMatch(book: Book, match: MatchRecord): void {
  const account = accountOf(book, match.renter)
  const node = book.nodes.get(match.node)
  assert(node !== undefined, 'the node of a match is known')
  dropMatch(book, match, { account, node })
  account.lanes.change(match.bid.nonce, { filled: 0, pending: -match.gpus, cancellations: 0 })
  markStartable(book, node)
  wakeNode(book, node)
  wakeAccount(book, account)
}

/**
 * Frees the reservation of a match that settled. The lease on the chain takes the same money and hours at once, so only the hours and GPUs that the lease does
 * not take are offered to resting bids. The caller moves the match's GPUs from pending to filled in the bid's lane (the counters of its nonce).
 */
export function settleMatch(book: Book, match: MatchRecord, { lease, taken, account, node }: Settling): void {
  dropMatch(book, match, { account, node })
  match.state = 'settled'
  match.ask = null
  if (lease.fromHour > match.hours.fromHour || lease.toHour < match.hours.toHour) wakeNode(book, node)
  if (taken < match.amount) wakeAccount(book, account)
}

type Settling = Omit<MatchPlace, 'nonce'> & { readonly lease: ReservedHours; readonly taken: bigint }

/** Frees the money and hours of a match. The caller updates the marks of the node's asks and the number of the bid's filled GPUs. */
function dropMatch(book: Book, match: MatchRecord, { account, node }: Omit<MatchPlace, 'nonce'>): void {
  assert(match.state === 'unsettled', 'only an unsettled match has something set aside')
  book.unsettledMatches -= 1
  account.unsettled -= match.amount
  dropHours(book, node, { calendar: 'reserved', hours: match.hours, gpus: match.gpus })
}

/**
 * Gives up a match and the other unsettled matches of its group, and deletes them from the book. Their GPUs become open again in a resting bid. Returns the
 * matches.
 */
export function abandonMatch(turn: Turn, match: MatchRecord, code: ErrorCode): MatchRecord[] {
  const { book, emit } = turn
  const bid = book.bids.get(match.bidHash)
  const together = match.group === null ? [match] : (bid?.matches ?? []).filter((one) => one.group === match.group && one.state === 'unsettled')
  for (const one of together) {
    freeMatch(book, one)
    forgetMatch(book, one)
    emit({ kind: 'Abandoned', matchId: one.matchId, askHash: one.askHash, bidHash: one.bidHash, code })
  }
  if (bid !== undefined) {
    restAgain(turn, bid)
    forgetBid(book, bid)
  }
  return together
}

/** Removes a match from the book. */
export function forgetMatch(book: Book, match: MatchRecord): void {
  book.matches.delete(match.matchId)
  const bid = book.bids.get(match.bidHash)
  if (bid === undefined) return
  bid.forgetMatch(match)
  forgetBid(book, bid)
}
