import type { AccountRecord } from './accountRecord.ts'
import type { AskRecord } from './askRecord.ts'
import type { BidRecord } from './bidRecord.ts'
import type { Book } from './book.ts'
import type { MatchRecord } from './matchRecord.ts'
import type { NodeRecord } from './nodeRecord.ts'

/** Returns the canonical form of an ask, without the fields of indexes and searches. */
export function canonicalAsk({ placed, seq, state }: AskRecord): object {
  const { orderHash, ask, signature, mandate = null, mandateSignature = null, session } = placed
  return { orderHash, ask, signature, mandate, mandateSignature, seq, state, ...(session === undefined ? {} : { session }) }
}

/** Returns the canonical form of a bid. A bid judged before version 4 has the id of its match. */
export function canonicalBid(book: Book, record: BidRecord): object {
  const { seq, state } = record
  const { kind: _, ...order } = record.placed
  if (state === 'judged') return { orderHash: order.orderHash, bid: order.bid, matchId: book.judgedMatches.get(order.orderHash) ?? null }
  return { ...order, seq, state, ...(record.struckFor === 0 ? {} : { struckFor: record.struckFor }) }
}

/** Returns the canonical form of a node. Facts that were never reported are omitted. */
export function canonicalNode({ horizonHour }: Pick<Book, 'horizonHour'>, record: NodeRecord): object {
  const { node, provider, classId, regionId, gpus, vramGib, isRetired, isRegistered, asks, leased, reserved, attested, score } = record
  return {
    ...{ node, provider, classId, regionId, gpus, vramGib, isRetired, isRegistered },
    asks: asks.map(canonicalAsk),
    leased: new Map(leased.since(horizonHour)),
    reserved: new Map(reserved.since(horizonHour)),
    ...(attested.length === 0 ? {} : { attested }),
    ...(score === 0 ? {} : { score }),
  }
}

/** Returns the canonical form of an account. */
export function canonicalAccount({ balance, held, unsettled, iocOnlyUntilMs, strikes, floors, askCancellations, lanes }: AccountRecord): object {
  const counted = strikes === null ? {} : { strikes }
  return { balance, held, unsettled, iocOnlyUntilMs, ...counted, floors, askCancellations, lanes: new Map(lanes) }
}

/** Returns the canonical form of a match. It has a group and a start only if they are set. */
export function canonicalMatch(match: MatchRecord): object {
  const { matchId, askHash, bidHash, node, renter, bidNonce, gpus, durationSeconds, amount, hours, state, group, start, givenUpFor } = match
  return {
    ...{ matchId, askHash, bidHash, node, renter, bidNonce, gpus, durationSeconds, amount, hours, state },
    ...(group === null ? {} : { group }),
    ...(start === 0n ? {} : { start }),
    ...(givenUpFor === null ? {} : { givenUpFor }),
  }
}
