import type { Address, HoldId, NodeId, OrderHash, WorkloadHash } from '@infinitio/domain'
import { timeInForce, zeroHex32 } from '@infinitio/domain'
import type { ApiCommand } from '../commands/apiCommand.ts'
import { expiryMarginSeconds } from '../rules/marketRules.ts'
import type { AccountRecord } from './accountRecord.ts'
import { lowBits } from './lowBits.ts'
import type { MatchRecord } from './matchRecord.ts'
import { type NumberKey, numberKey } from './numberKey.ts'
import { numberOf } from './numberOf.ts'
import { placedBidOf } from './placedBid.ts'
import type { Ranked } from './ranked.ts'
import { highOf, joined, largeOf, lowOf } from './splitPrice.ts'

type PlaceBid = Extract<ApiCommand, { kind: 'PlaceBid' }>

/** resting: takes more as long as its lane has room. done: filled, left, or never rested. judged: by the rules before version 4. */
export type BidState = 'resting' | 'done' | 'judged'

/**
 * How a bid rests that does. standing: it looks at what comes. small: less of it is left than it takes at once. spent: all of it is matched, so that it leaves
 * without a word. One that left keeps what it had, but stands no more.
 */
export type BidRest = 'standing' | 'small' | 'spent'

/** What only some bids say beside what is signed. */
type BidExtras = { readonly session?: string; readonly replaces?: OrderHash; readonly holdId?: HoldId; readonly rank?: 'price' | 'value' }

const margin = Number(expiryMarginSeconds)

/**
 * A bid the book knows: it rests, or something of it was matched. It is one object of plain numbers, which is what searches read: as it was placed, a bid is some
 * fifteen objects anywhere in memory, and each that stays is copied twice when young objects are cleared away. `placed` makes it anew for the few who ask.
 * Seconds are Unix seconds up to 2^40 or durations; `rank` is its price with the sign turned, `endsAt` when it leaves the book.
 */
export class BidRecord implements Ranked {
  readonly account: AccountRecord
  readonly seq: number
  state: BidState
  rest: BidRest = 'small'
  /** Where it stands among its account's, changed by `ownBids` alone; -1 when it does not. */
  ownPlace = -1
  /** The first of its matches that the book still knows (unsettled, or settled and not long over); each names the next. Most bids have one, and so no list. */
  firstMatch: MatchRecord | null = null
  /** The command that made the last of its matches that counted as a strike; 0: none did. */
  struckFor = 0
  /** Asks that it does not meet again; null: none. The same set as in the book's `avoided`. */
  avoided: ReadonlySet<OrderHash> | null = null
  /** The node it names; null: any. */
  readonly node: NodeId | null
  /** The low 32 bits of the masks: most catalogues are smaller than that. */
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
  /** GPUs of a slice at least. */
  readonly minSlice: number
  readonly minGpusPerNode: number
  readonly #limitHigh: number
  readonly #limitLow: number
  /** Its price when a number does not hold it exactly. */
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
  /** Null: nothing. */
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

  /** The command that placed it, made anew each time. */
  get placed(): PlaceBid {
    return placedBidOf(this)
  }

  get bid(): PlaceBid['bid'] {
    return placedBidOf(this).bid
  }

  get renter(): Address {
    return this.account.address
  }

  /** Its matches that the book still knows, in the order in which they were made; a list of its own each time. */
  get matches(): MatchRecord[] {
    const matches: MatchRecord[] = []
    for (let match = this.firstMatch; match !== null; match = match.next) matches.push(match)
    return matches
  }

  /** Puts a match behind its others. */
  addMatch(added: MatchRecord): void {
    let last = this.firstMatch
    while (last !== null && last.next !== null) last = last.next
    if (last === null) this.firstMatch = added
    else last.next = added
  }

  /** Takes a match of it out; nothing happens when it is not in. */
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

  /** True when its price is the same as `maxRank`, to the unit. */
  get isExactRank(): boolean {
    return this.#largeLimit === null
  }

  /** The highest rank of an ask that it pays. */
  get maxRank(): number {
    return this.#largeLimit === null ? joined(this.#limitHigh, this.#limitLow) : Number(this.#largeLimit)
  }

  get endsAt(): number {
    return Math.min(this.expiry - margin, this.startUntil + 1)
  }

  /** Settles whole or not at all, as the contract has it. */
  get isWhole(): boolean {
    return this.allOrNothing || this.isCluster || this.timeInForce === timeInForce.fok
  }

  /** Takes the least price ÷ merit, not the least price. */
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
