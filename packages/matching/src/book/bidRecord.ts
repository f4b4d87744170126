import type { Bid, OrderHash } from '@infinitio/domain'
import type { ApiCommand } from '../commands/apiCommand.ts'
import { expiryMarginSeconds } from '../rules/marketRules.ts'
import type { CompiledBid } from '../search/compiledBid.ts'
import type { AccountRecord } from './accountRecord.ts'
import type { MatchRecord } from './matchRecord.ts'
import type { Ranked } from './ranked.ts'

/** resting: takes more as long as its lane has room. done: filled, left, or never rested. judged: by the rules before version 4. */
export type BidState = 'resting' | 'done' | 'judged'

/**
 * How a bid rests that does. standing: it looks at what comes. small: less of it is left than it takes at once. spent: all of it is matched, so that it leaves
 * without a word. One that left keeps what it had, but stands no more.
 */
export type BidRest = 'standing' | 'small' | 'spent'

/**
 * A bid the book knows: it rests, or something of it was matched. `rank` is its price with the sign turned, `endsAt` when it leaves the book: both are worked out
 * each time, as most bids never rest, and numbers kept beside each that does take memory.
 */
export class BidRecord implements Ranked {
  readonly placed: Extract<ApiCommand, { kind: 'PlaceBid' }>
  readonly account: AccountRecord
  readonly seq: number
  state: BidState
  rest: BidRest = 'small'
  /** Its matches that the book still knows: unsettled, or settled and not long over. Null: none yet. */
  matches: MatchRecord[] | null = null
  /** What it looks for, kept from its first look on. */
  compiled: CompiledBid | null = null

  constructor(placed: Extract<ApiCommand, { kind: 'PlaceBid' }>, { account, seq, state }: { account: AccountRecord; seq: number; state: BidState }) {
    this.placed = placed
    this.account = account
    this.seq = seq
    this.state = state
  }

  get orderHash(): OrderHash {
    return this.placed.orderHash
  }

  get bid(): Bid {
    return this.placed.bid
  }

  get isStanding(): boolean {
    return this.rest === 'standing'
  }

  get hasToGo(): boolean {
    return this.rest !== 'spent'
  }

  get price(): bigint {
    return this.placed.bid.maxPricePerGpuSecond
  }

  get rank(): number {
    return -Number(this.placed.bid.maxPricePerGpuSecond)
  }

  get endsAt(): number {
    const { expiry, startUntil } = this.placed.bid
    return Math.min(Number(expiry - expiryMarginSeconds), Number(startUntil) + 1)
  }
}
