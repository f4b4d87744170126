import { type MatchId, matchId, unixSeconds } from '@infinitio/domain'
import type { MatchRecord } from '../book/matchRecord.ts'
import { laneOfBid } from '../book/restingBids.ts'
import type { BookEvent } from '../events/bookEvent.ts'
import type { Turn } from '../book/turn.ts'
import { setMatchAside } from '../book/unsettledMatch.ts'
import { matchIdsPerCommand, restingVersion } from '../rules/marketRules.ts'
import type { CompiledBid } from './compiledBid.ts'
import type { Offer } from './offer.ts'

/** The id that the next match of this command bears. Before version 4 a command had one match at most, and its number. */
export function nextMatchId({ book, seq, matches }: Turn): MatchId {
  if (book.version < restingVersion) return matchId(seq)
  const number = seq * matchIdsPerCommand + matches
  return matchId(Number.isSafeInteger(number) ? number : BigInt(seq) * BigInt(matchIdsPerCommand) + BigInt(matches))
}

/** Matches a bid with an offer: sets its money, hours and lane aside and says so. */
export function makeMatch(turn: Turn, bid: CompiledBid, { offer, group }: { offer: Offer; group: MatchId | null }): void {
  const { book, emit } = turn
  const { bid: order, orderHash: bidHash } = bid.record.placed
  const { placed: placedAsk, node, price } = offer.record
  const { orderHash: askHash } = placedAsk
  const { gpus, amount } = offer
  const start = offer.start === 0 ? 0n : BigInt(offer.start)
  const hours = { fromHour: offer.fromHour, toHour: offer.toHour }
  const match: MatchRecord = {
    matchId: nextMatchId(turn),
    askHash,
    bidHash,
    node: node.node,
    renter: order.renter,
    bidNonce: order.nonce,
    gpus,
    durationSeconds: order.durationSeconds,
    amount,
    placedAsk,
    hours,
    state: 'unsettled',
    group,
    start,
  }
  turn.matches += 1
  book.matches.add(match)
  if (bid.record.matches === null) {
    book.bids.set(bidHash, bid.record)
    bid.record.matches = [match]
  } else bid.record.matches.push(match)
  setMatchAside(book, match, { account: bid.record.account, lane: laneOfBid(bid.record), node })
  // One literal: an object that is put together from others costs several times as much.
  const matched: Extract<BookEvent, { kind: 'Matched' }> = {
    kind: 'Matched',
    matchId: match.matchId,
    askHash,
    bidHash,
    node: node.node,
    renter: order.renter,
    gpus,
    pricePerGpuSecond: price,
    durationSeconds: order.durationSeconds,
    start: unixSeconds(start),
    relayFee: book.relayFee,
    amount,
    hours,
  }
  emit(group === null ? matched : { ...matched, group })
}
