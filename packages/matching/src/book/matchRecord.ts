import type { Address, DurationSeconds, ErrorCode, MatchId, NodeId, OrderHash, PTokenUnits } from '@infinitio/domain'
import type { ApiCommand } from '../commands/apiCommand.ts'
import type { ReservedHours } from '../events/bookEvent.ts'
import type { AskRecord } from './askRecord.ts'
import type { BidRecord } from './bidRecord.ts'
import { wholeOf } from './wholeOf.ts'

type PlacedAsk = Extract<ApiCommand, { kind: 'PlaceAsk' }>

/** What a match is made of. */
type MatchParts = Pick<MatchRecord, 'matchId' | 'bid' | 'askHash' | 'ask' | 'node' | 'gpus' | 'amount' | 'group' | 'start'> & {
  readonly hours: ReservedHours
}

/**
 * A match of ours that is not abandoned. While unsettled its hours and amount are set aside; settled ones wait for a reversal. What its bid says is asked of
 * the bid, which is known as long as the match is.
 */
export class MatchRecord {
  readonly matchId: MatchId
  readonly bid: BidRecord
  readonly askHash: OrderHash
  /** The ask while the match waits for the chain, also when the book has forgotten it since: whoever settles needs it. Not part of the canonical book; null otherwise. */
  ask: AskRecord | null
  readonly node: NodeId
  readonly gpus: number
  readonly amount: PTokenUnits
  state: 'unsettled' | 'settled' = 'unsettled'
  /** Matches that settle together, named by the first. Null: alone. */
  readonly group: MatchId | null
  /** When a forward lease starts. 0: in the block that settles it. */
  readonly start: bigint
  /** The worker gave it up when it had settled already: if the chain drops that, it is over. */
  givenUpFor: ErrorCode | null = null
  /** The next match of the same bid that the book knows. Changed by the bid alone. */
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

  get placedAsk(): PlacedAsk | null {
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
