import type { Address, DurationSeconds, ErrorCode, MatchId, NodeId, OrderHash, PTokenUnits } from '@infinitio/domain'
import type { ReservedHours } from '../events/bookEvent.ts'
import { wholeOf } from './structures/wholeOf.ts'
import type { AskRecord, BidRecord, MatchRecord, PlaceAsk } from './records.ts'

/** The values from which a new match (of an ask and a bid) is made. */
type MatchParts = Pick<MatchRecord, 'matchId' | 'bid' | 'askHash' | 'ask' | 'node' | 'gpus' | 'amount' | 'group' | 'start'> & {
  readonly hours: ReservedHours
}

/**
 * A match that was not given up. Until it settles, it reserves its hours and its amount. After it has settled, it stays stored in case the chain drops the
 * settle. The fields of its bid come from the bid's record, which lives as long as the match.
 */
export class StoredMatch implements MatchRecord {
  readonly matchId: MatchId
  readonly bid: BidRecord
  readonly askHash: OrderHash
  /**
   * The match's ask, while the match waits for the chain; null afterwards. A settle needs the ask even if the book has deleted it. The book hash does not cover
   * this field.
   */
  ask: AskRecord | null
  readonly node: NodeId
  readonly gpus: number
  readonly amount: PTokenUnits
  state: 'unsettled' | 'settled' = 'unsettled'
  /** The group of matches with which this match settles, by the id of the group's first match; null if it settles separately. */
  readonly group: MatchId | null
  /** The start of a forward lease in Unix seconds. 0 means the time of the block that settles it. */
  readonly start: bigint
  /**
   * The error code if the worker gave up the match although the match had already settled in the book. If the chain drops the settle, the match ends with this
   * code.
   */
  givenUpFor: ErrorCode | null = null
  /** The next known match of the same bid. Only the bid's record changes this field. */
  next: MatchRecord | null = null
  #fromHour: number
  #toHour: number

  constructor({ matchId, bid, askHash, ask, node, gpus, amount, group, start, hours }: MatchParts) {
    this.matchId = matchId
    this.bid = bid
    this.askHash = askHash
    this.ask = ask
    this.node = node
    this.gpus = gpus
    this.amount = amount
    this.group = group
    this.start = start
    this.#fromHour = hours.fromHour
    this.#toHour = hours.toHour
  }

  get hours(): ReservedHours {
    return { fromHour: this.#fromHour, toHour: this.#toHour }
  }

  set hours({ fromHour, toHour }: ReservedHours) {
    this.#fromHour = fromHour
    this.#toHour = toHour
  }

  get placedAsk(): PlaceAsk | null {
    return this.ask?.placed ?? null
  }

  get bidHash(): OrderHash {
    return this.bid.orderHash
  }

  get renter(): Address {
    return this.bid.renter
  }

  get bidNonce(): bigint {
    return BigInt(this.bid.nonce)
  }

  get durationSeconds(): DurationSeconds {
    return wholeOf(this.bid.seconds) as DurationSeconds
  }
}
