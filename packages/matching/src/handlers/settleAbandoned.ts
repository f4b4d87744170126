import { type ErrorCode, strikeCodes } from '@infinitio/domain'
import { accountOf } from '../book/accountOf.ts'
import type { Book } from '../book/book.ts'
import { bySeq } from '../book/bySeq.ts'
import { endRest } from '../book/restingBids.ts'
import { strike } from '../book/strikes.ts'
import type { Turn } from '../book/turn.ts'
import { abandonMatch } from '../book/unsettledMatch.ts'
import type { WorkerCommand } from '../commands/bookCommand.ts'
import { pausingVersion, restingVersion, restrictionMs } from '../rules/marketRules.ts'
import { commandOf } from '../search/makeMatch.ts'
import { takeOut } from './cancelOrder.ts'
import type { MatchRecord } from '../book/records.ts'

/** Codes of failed settles that are the fault of the renter. */
const ownFaults: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'account.insufficient_balance',
  'account.session_limit',
  'auth.session_key_expired',
  'auth.session_key_revoked',
  'order.nonce_cancelled',
  'order.lane_overfilled',
])

/**
 * Gives up an unsettled match and the rest of its group. If the renter is at fault, the renter's resting bids are removed, and new ones do not rest for a day.
 * Otherwise, the bid must not match the same ask again while it rests, and the account may get a strike, which can pause its resting bids. If the chain refuses
 * the signature of the ask, the ask is removed, because no bid can settle with it. If the match has already settled, only stores the code, which counts if the
 * chain drops the settle.
 */
export function settleAbandoned(turn: Turn, { matchId, code }: WorkerCommand): void {
  const { book, atMs, emit } = turn
  const match = book.matches.get(matchId)
  if (match === undefined) return
  if (match.state === 'settled') {
    if (book.version >= restingVersion) match.givenUpFor = code
    return
  }
  const isOwnFault = ownFaults.has(code)
  if (!isOwnFault) {
    avoid(book, match)
    if (book.version >= pausingVersion && strikeCodes.includes(code))
      strike(turn, { account: match.bid.account, bid: match.bid, madeBy: commandOf(match.matchId) })
  }
  if (code === 'order.ask_signature_refused') takeAskOut(turn, match)
  if (isOwnFault && book.version >= restingVersion) restrict(turn, match, code)
  else abandonMatch(turn, match, code)
  if (!isOwnFault) return
  const untilMs = atMs + restrictionMs
  accountOf(book, match.renter).iocOnlyUntilMs = untilMs
  emit({ kind: 'AccountRestricted', account: match.renter, untilMs })
}

/** Gives up a match. Before that, ends the resting of all bids of the renter, so that none of them takes the GPUs of the match again. */
function restrict(turn: Turn, match: MatchRecord, code: ErrorCode): void {
  const { bids } = accountOf(turn.book, match.renter)
  const bid = turn.book.bids.get(match.bidHash)
  // The bid of the match is removed too, even if it had no other open GPUs, because the GPUs of the match become open again.
  const resting = [...bids].sort(bySeq).filter((record) => endRest(turn.book, record) || record === bid)
  abandonMatch(turn, match, code)
  for (const { orderHash } of resting) turn.emit({ kind: 'OrderCancelled', orderHash, reason: 'restricted' })
}

/**
 * Removes the ask of a match before the match is given up, so that no other bid takes the ask's GPUs. For a group of matches, removes no ask, because it is
 * unknown which ask the chain refused.
 */
function takeAskOut(turn: Turn, { askHash, group }: MatchRecord): void {
  const ask = turn.book.asks.get(askHash)
  if (group === null && ask !== undefined && (ask.state === 'open' || ask.state === 'replaced')) takeOut(turn, ask, 'chain')
}

/** Keeps a resting bid from matching the same asks again after the worker gave up its matches. */
function avoid(book: Book, { bidHash, group, matchId }: MatchRecord): void {
  const bid = book.bids.get(bidHash)
  if (bid === undefined || bid.state !== 'resting') return
  const asks = book.avoided.get(bidHash) ?? new Set()
  for (const one of bid.matches) if (one.matchId === matchId || (group !== null && one.group === group)) asks.add(one.askHash)
  book.avoided.set(bidHash, asks)
  bid.avoided = asks
}
