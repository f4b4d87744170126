import { type MatchId, matchId, unixSeconds } from '@infinitio/domain'
import { StoredMatch } from '../book/storedMatch.ts'
import type { BookEvent } from '../events/bookEvent.ts'
import type { Turn } from '../book/turn.ts'
import { setMatchAside } from '../book/unsettledMatch.ts'
import { matchIdsPerCommand, restingVersion } from '../rules/marketRules.ts'
import type { Offer } from './offer.ts'
import type { BidRecord } from '../book/records.ts'

/**
 * Returns the id of the next match (of an ask and a bid) of this command. Before version 4 of the rules, a command had at most one match, with the command's
 * sequence number as id.
 */
export function nextMatchId({ book, seq, matches }: Turn): MatchId {
  if (book.version < restingVersion) return matchId(seq)
  const number = seq * matchIdsPerCommand + matches
  return matchId(Number.isSafeInteger(number) ? number : BigInt(seq) * BigInt(matchIdsPerCommand) + BigInt(matches))
}

/** Returns the sequence number of the command that matched an ask and a bid, from version 4 of the rules on. */
export function commandOf(id: MatchId): number {
  return Number(id / BigInt(matchIdsPerCommand))
}

/** Matches a bid with an offer. Reserves the money and the hours, counts the GPUs as pending, and emits the event. */
export function makeMatch(turn: Turn, bid: BidRecord, { offer, group }: { offer: Offer; group: MatchId | null }): void {
  const { book, emit } = turn
  const { record, gpus, amount, fromHour, toHour } = offer
  const { node, price, orderHash: askHash } = record
  const hours = { fromHour, toHour }
  const start = offer.start === 0 ? 0n : BigInt(offer.start)
  const match = new StoredMatch({ matchId: nextMatchId(turn), bid, askHash, ask: record, node: node.node, gpus, amount, group, start, hours })
  turn.matches += 1
  book.matches.add(match)
  if (bid.firstMatch === null) book.bids.set(bid.orderHash, bid)
  bid.addMatch(match)
  setMatchAside(book, match, { account: bid.account, nonce: bid.nonce, node })
  // Builds the object in one literal, because building it from other objects takes several times as long.
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
