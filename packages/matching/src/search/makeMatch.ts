import { type MatchId, matchId, unixSeconds } from '@infinitio/domain'
import type { MatchRecord } from '../book/matchRecord.ts'
import type { Turn } from '../book/turn.ts'
import { setMatchAside } from '../book/unsettledMatch.ts'
import { matchIdsPerCommand, restingVersion } from '../rules/marketRules.ts'
import type { CompiledBid } from './compiledBid.ts'
import { matchAmount } from './matchAmount.ts'
import type { Offer } from './offer.ts'

/** The id that the next match of this command bears. Before version 4 a command had one match at most, and its number. */
export function nextMatchId({ book, seq, matches }: Turn): MatchId {
  return book.version < restingVersion ? matchId(seq) : matchId(BigInt(seq) * matchIdsPerCommand + BigInt(matches))
}

/** Matches a bid with an offer: sets its money, hours and lane aside and says so. */
export function makeMatch(turn: Turn, bid: CompiledBid, { offer, group }: { offer: Offer; group: MatchId | null }): void {
  const { book, emit } = turn
  const { placed } = bid.record
  const { record, gpus, start, fromHour, toHour } = offer
  const { durationSeconds, renter, nonce } = placed.bid
  const { pricePerGpuSecond } = record.placed.ask
  const id = nextMatchId(turn)
  const parties = { askHash: record.orderHash, bidHash: placed.orderHash, node: record.node.node, renter }
  const amount = matchAmount(book, bid, record, gpus)
  const hours = { fromHour, toHour }
  const together = group === null ? {} : { group }
  const match: MatchRecord = {
    matchId: id,
    ...parties,
    ...{ bidNonce: nonce, gpus, durationSeconds, amount, hours },
    state: 'unsettled',
    ...together,
    ...(start === 0 ? {} : { start: BigInt(start) }),
  }
  turn.matches += 1
  book.bids.set(placed.orderHash, bid.record)
  book.matches.set(id, match)
  if (bid.record.matches === null) bid.record.matches = [match]
  else bid.record.matches.push(match)
  setMatchAside(book, match)
  const terms = { gpus, pricePerGpuSecond, durationSeconds, start: unixSeconds(BigInt(start)), relayFee: book.relayFee, amount, hours }
  emit({ kind: 'Matched', matchId: id, ...together, ...parties, ...terms })
}
