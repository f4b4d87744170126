import { assert, type ErrorCode } from '@infinitio/domain'
import { accountOf } from './accountOf.ts'
import { laneOf } from './accountRecord.ts'
import type { Book } from './book.ts'
import { giveHours, takeHours } from './hourCounts.ts'
import type { MatchRecord } from './matchRecord.ts'
import type { Turn } from './turn.ts'

/** Sets a match's money, hours and lane aside until it settles. */
export function setMatchAside(book: Book, match: MatchRecord): void {
  const account = accountOf(book, match.renter)
  account.unsettled += match.amount
  laneOf(account, match.bidNonce).pending += match.gpus
  const node = book.nodes.get(match.node)
  assert(node !== undefined, 'the node of a match is known')
  takeHours(node.reserved, match.hours, { gpus: match.gpus, horizon: book.horizonHour })
  match.state = 'unsettled'
}

/** Frees what a match set aside: it settled, or never will. */
export function freeMatch(book: Book, match: MatchRecord): void {
  assert(match.state === 'unsettled', 'only an unsettled match has something set aside')
  const account = accountOf(book, match.renter)
  account.unsettled -= match.amount
  laneOf(account, match.bidNonce).pending -= match.gpus
  const node = book.nodes.get(match.node)
  assert(node !== undefined, 'the node of a match is known')
  giveHours(node.reserved, match.hours, { gpus: match.gpus, horizon: book.horizonHour })
}

/** Gives a match up: nothing of it stays in the book. */
export function abandonMatch({ book, emit }: Turn, match: MatchRecord, code: ErrorCode): void {
  freeMatch(book, match)
  book.matches.delete(match.matchId)
  emit({ kind: 'Abandoned', matchId: match.matchId, askHash: match.askHash, bidHash: match.bidHash, code })
}
