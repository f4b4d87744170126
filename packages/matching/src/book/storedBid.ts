import type { Address, NodeId, OrderHash, WorkloadHash } from '@infinitio/domain'
import { fillsWhole, zeroHex32 } from '@infinitio/domain'
import { expiryMarginSeconds } from '../rules/marketRules.ts'
import { lowBits } from './structures/lowBits.ts'
import { type NumberKey, numberKey, numberOf } from './structures/numberOf.ts'
import { placedBidOf } from './placedBid.ts'
import { highOf, joined, largeOf, lowOf } from './structures/splitPrice.ts'
import type { AccountRecord, AskRecord, BidExtras, BidRecord, BidRest, BidState, MatchRecord, PlaceBid } from './records.ts'

const margin = Number(expiryMarginSeconds)

/**
 * A bid in the book (`BidRecord`). It is one object of plain numbers, which makes searches and garbage collection fast; the
 * command itself would have about fifteen objects. `placed` builds the command again for the few callers that need it. Seconds are durations or Unix seconds up
 * to 2^40. `rank` is the negated price; `endsAt` is the second at which the bid leaves the book.
 */
export class StoredBid implements BidRecord {
  readonly account: AccountRecord
  readonly seq: number
  state: BidState
  rest: BidRest = 'small'
  /** Index in the list of its account's bids; -1 when it is not in the list. Only `restingBids.ts` changes it. */
  ownPlace = -1
  /** The first match that the book still knows; each match links to the next. Most bids have one match, so no list is needed. */
  firstMatch: MatchRecord | null = null
  /**
   * Identifies the bid's last strike (the bid blocked a machine for nothing): the sequence number of the command that made the matches of the strike; 0 if
   * there was no strike. All matches of one command count as one strike.
   */
  struckFor = 0
  /** Asks that the bid must not match again, or null if there are none. It is the same set object as in the book's `avoided`. */
  avoided: ReadonlySet<OrderHash> | null = null
  /** The node that the bid names; null means any node. */
  readonly node: NodeId | null
  /** The low 32 bits of the class mask and of the region mask. Most catalogues fit in them. */
  readonly lowClasses: number
  readonly lowRegions: number
  readonly classMask: NumberKey
  readonly regionMask: NumberKey
  readonly minVramGib: number
  readonly minTier: number
  readonly minReliabilityBps: number
  readonly seconds: number
  readonly startFrom: number
  readonly startUntil: number
  readonly gpus: number
  /** The smallest number of GPUs that the bid takes from one ask (a slice). */
  readonly minSlice: number
  readonly minGpusPerNode: number
  readonly #limitHigh: number
  readonly #limitLow: number
  /** The exact price limit if a number cannot hold it, otherwise null. */
  readonly #largeLimit: bigint | null
  readonly allOrNothing: boolean
  readonly isCluster: boolean
  readonly timeInForce: number
  readonly nonce: NumberKey
  readonly expiry: number
  readonly maxFeeBps: number
  readonly maxRelayFee: NumberKey
  readonly orderHash: OrderHash
  readonly signature: string
  readonly workloadHash: WorkloadHash
  readonly executor: Address
  /** The fields that only some bids have, or null if the bid has none of them. */
  readonly extras: BidExtras | null

  constructor(placed: PlaceBid, { account, seq, state }: { account: AccountRecord; seq: number; state: BidState }) {
    const { bid } = placed
    this.account = account
    this.seq = seq
    this.state = state
    this.node = bid.node === zeroHex32 ? null : bid.node
    this.classMask = numberKey(bid.classMask)
    this.regionMask = numberKey(bid.regionMask)
    this.lowClasses = lowBits(this.classMask)
    this.lowRegions = lowBits(this.regionMask)
    this.minVramGib = bid.minVramGib
    this.minTier = bid.minTier
    this.minReliabilityBps = numberOf(bid.minReliabilityBps)
    this.seconds = numberOf(bid.durationSeconds)
    this.startFrom = numberOf(bid.startFrom)
    this.startUntil = numberOf(bid.startUntil)
    this.gpus = bid.gpus
    this.minSlice = Math.max(1, bid.minGpusPerNode)
    this.minGpusPerNode = bid.minGpusPerNode
    const limit = numberKey(bid.maxPricePerGpuSecond)
    this.#limitHigh = highOf(limit)
    this.#limitLow = lowOf(limit)
    this.#largeLimit = largeOf(limit)
    this.allOrNothing = bid.allOrNothing
    this.isCluster = bid.cluster
    this.timeInForce = bid.timeInForce
    this.nonce = numberKey(bid.nonce)
    this.expiry = numberOf(bid.expiry)
    this.maxFeeBps = numberOf(bid.maxFeeBps)
    this.maxRelayFee = numberKey(bid.maxRelayFee)
    this.orderHash = placed.orderHash
    this.signature = placed.signature
    this.workloadHash = bid.workloadHash
    this.executor = bid.executor
    this.extras = extrasOf(placed)
  }

  /** The command that placed the bid. Builds a new object at each call. */
  get placed(): PlaceBid {
    return placedBidOf(this)
  }

  get bid(): PlaceBid['bid'] {
    return placedBidOf(this).bid
  }

  get renter(): Address {
    return this.account.address
  }

  /** The matches that the book still knows, in the order of their creation. Builds a new list at each call. */
  get matches(): MatchRecord[] {
    const matches: MatchRecord[] = []
    for (let match = this.firstMatch; match !== null; match = match.next) matches.push(match)
    return matches
  }

  /** Adds a match after the other matches. */
  addMatch(added: MatchRecord): void {
    let last = this.firstMatch
    while (last !== null && last.next !== null) last = last.next
    if (last === null) this.firstMatch = added
    else last.next = added
  }

  /** Removes a match. Does nothing when the match is not in the list. */
  forgetMatch(gone: MatchRecord): void {
    let before: MatchRecord | null = null
    for (let match = this.firstMatch; match !== null; match = match.next) {
      if (match === gone) {
        if (before === null) this.firstMatch = match.next
        else before.next = match.next
        match.next = null
        return
      }
      before = match
    }
  }

  get isStanding(): boolean {
    return this.rest === 'standing'
  }

  get hasToGo(): boolean {
    return this.rest !== 'spent'
  }

  get price(): bigint {
    return this.#largeLimit ?? BigInt(joined(this.#limitHigh, this.#limitLow))
  }

  get rank(): number {
    return -this.maxRank
  }

  /** Returns true if the number `maxRank` equals the bid's price limit exactly. */
  get isExactRank(): boolean {
    return this.#largeLimit === null
  }

  /** The highest rank (price as a number) of an ask that is within the bid's limit. */
  get maxRank(): number {
    return this.#largeLimit === null ? joined(this.#limitHigh, this.#limitLow) : Number(this.#largeLimit)
  }

  get endsAt(): number {
    return Math.min(this.expiry - margin, this.startUntil + 1)
  }

  /** Returns true if the contract must settle the whole bid or nothing of it. */
  get isWhole(): boolean {
    return this.allOrNothing || this.isCluster || fillsWhole(this)
  }

  /** Returns true if the bid prefers the lowest price ÷ merit (benchmark score × reliability) instead of the lowest price. */
  get byValue(): boolean {
    return this.extras?.rank === 'value'
  }
}

function extrasOf({ session, replaces, holdId, rank }: PlaceBid): BidExtras | null {
  if (session === undefined && replaces === undefined && holdId === undefined && rank === undefined) return null
  return {
    ...(session === undefined ? {} : { session }),
    ...(replaces === undefined ? {} : { replaces }),
    ...(holdId === undefined ? {} : { holdId }),
    ...(rank === undefined ? {} : { rank }),
  }
}

/** Returns true for a bid, and false for an ask or for nothing. */
export function isBid(record: AskRecord | BidRecord | undefined): record is BidRecord {
  return record instanceof StoredBid
}
