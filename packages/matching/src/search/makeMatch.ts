import { type MatchId, matchId, unixSeconds } from '@infinitio/domain'
import { MatchRecord } from '../book/matchRecord.ts'
import type { BookEvent } from '../events/bookEvent.ts'
import type { Turn } from '../book/turn.ts'
import { setMatchAside } from '../book/unsettledMatch.ts'
import { matchIdsPerCommand, restingVersion } from '../rules/marketRules.ts'
import type { BidRecord } from '../book/bidRecord.ts'
import type { Offer } from './offer.ts'

/** The id that the next match of this command bears. Before version 4 a command had one match at most, and its number. */
export function nextMatchId({ book, seq, matches }: Turn): MatchId {
  if (book.version < restingVersion) return matchId(seq)
  const number = seq * matchIdsPerCommand + matches
  return matchId(Number.isSafeInteger(number) ? number : BigInt(seq) * BigInt(matchIdsPerCommand) + BigInt(matches))
}

/** The number of the command that made a match, from version 4 of the rules on. */
export function commandOf(id: MatchId): number {
  return Number(id / BigInt(matchIdsPerCommand))
}

/** Matches a bid with an offer: sets its money, hours and lane aside and says so. */
export function makeMatch(turn: Turn, bid: BidRecord, { offer, group }: { offer: Offer; group: MatchId | null }): void {
  const { book, emit } = turn
  const { record, gpus, amount, fromHour, toHour } = offer
  const { node, price, orderHash: askHash } = record
  const hours = { fromHour, toHour }
  const start = offer.start === 0 ? 0n : BigInt(offer.start)
  const match = new MatchRecord({ matchId: nextMatchId(turn), bid, askHash, ask: record, node: node.node, gpus, amount, group, start, hours })
  turn.matches += 1
  book.matches.add(match)
  if (bid.firstMatch === null) book.bids.set(bid.orderHash, bid)
  bid.addMatch(match)
  setMatchAside(book, match, { account: bid.account, nonce: bid.nonce, node })
  // One literal: an object that is put together from others costs several times as much.
  const matched: Extract<BookEvent, { kind: 'Matched' }> = {
    kind: 'Matched',
    matchId: match.matchId,
    askHash,
    bidHash: bid.orderHash,
    node: node.node,
    renter: bid.renter,
    gpus,
    pricePerGpuSecond: price,
    durationSeconds: match.durationSeconds,
    start: unixSeconds(start),
    relayFee: book.relayFee,
    amount,
    hours,
  }
  emit(group === null ? matched : { ...matched, group })
}
