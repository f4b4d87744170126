import { type Address, type Ask, assert, type Bps, type Mandate, type NodeId, type OrderHash, type PTokenUnits, zeroAddress } from '@infinitio/domain'
import { expiryMarginSeconds } from '../rules/marketRules.ts'
import { type NumberKey, numberKey, numberOf } from './structures/numberOf.ts'
import { placedAskOf } from './placedAsk.ts'
import { wholeOf } from './structures/wholeOf.ts'
import { highOf, joined, largeOf, lowOf } from './structures/splitPrice.ts'
import type { AccountRecord, AskExtras, AskRecord, AskState, NodeRecord, PlaceAsk } from './records.ts'

const margin = Number(expiryMarginSeconds)

/**
 * An ask in the book (`AskRecord`). It is one object of plain numbers, which makes searches fast; the command itself would have about
 * fifteen objects. `placed` builds the command again for the few callers that need it. Provider and node come
 * from the node's record.
 */
export class StoredAsk implements AskRecord {
  readonly node: NodeRecord
  /** True if the node is not hidden and has, in the current hour, enough free GPUs for the smallest lease of the ask. */
  isStartable = false
  /**
   * True if any bid whose hours, size and price fit may take the ask: it is public, accepts the current fee, and has no signing permission that could expire.
   */
  isPlain = false
  readonly #priceHigh: number
  readonly #priceLow: number
  /** The exact price if a number cannot hold it, otherwise null. */
  readonly #largePrice: bigint | null
  readonly minSeconds: number
  readonly maxSeconds: number
  readonly from: number
  readonly until: number
  readonly minGpus: number
  readonly maxGpus: number
  readonly orderHash: OrderHash
  readonly seq: number
  state: AskState = 'open'
  readonly privateRenter: Address
  readonly maxFeeBps: number
  readonly noticeSeconds: number
  readonly trialSeconds: number
  readonly isTransferable: boolean
  readonly executor: Address
  readonly nonce: NumberKey
  readonly expiry: number
  readonly signature: string
  /** The fields that only some asks have, or null if the ask has none of them. */
  readonly extras: AskExtras | null

  constructor(placed: PlaceAsk, { node, seq, feeBps }: { node: NodeRecord; seq: number; feeBps: Bps }) {
    const { ask } = placed
    const price = numberKey(ask.pricePerGpuSecond)
    this.node = node
    this.#priceHigh = highOf(price)
    this.#priceLow = lowOf(price)
    this.#largePrice = largeOf(price)
    this.minSeconds = numberOf(ask.minDurationSeconds)
    this.maxSeconds = numberOf(ask.maxDurationSeconds)
    this.from = numberOf(ask.availableFrom)
    this.until = numberOf(ask.availableUntil)
    this.minGpus = ask.minGpus
    this.maxGpus = ask.maxGpus
    this.orderHash = placed.orderHash
    this.seq = seq
    this.privateRenter = ask.privateRenter
    this.maxFeeBps = numberOf(ask.maxFeeBps)
    this.noticeSeconds = numberOf(ask.noticeSeconds)
    this.trialSeconds = numberOf(ask.trialSeconds)
    this.isTransferable = ask.transferable
    this.executor = ask.executor
    this.nonce = numberKey(ask.nonce)
    this.expiry = numberOf(ask.expiry)
    this.signature = placed.signature
    this.extras = extrasOf(placed)
    this.noteFee(feeBps)
  }

  /** Updates `isPlain` after the settlement fee changed. */
  noteFee(feeBps: Bps): void {
    this.isPlain = !this.isPrivate && this.mandate === null && this.maxFeeBps >= numberOf(feeBps)
  }

  /** The price as a number. It is not exact above 2^53. */
  get rank(): number {
    return this.#largePrice === null ? joined(this.#priceHigh, this.#priceLow) : Number(this.#largePrice)
  }

  get price(): PTokenUnits {
    return (this.#largePrice ?? wholeOf(joined(this.#priceHigh, this.#priceLow))) as PTokenUnits
  }

  /** The command that placed the ask. Builds a new object at each call. */
  get placed(): PlaceAsk {
    return placedAskOf(this)
  }

  get ask(): Ask {
    return placedAskOf(this).ask
  }

  get provider(): Address {
    return this.node.provider
  }

  get nodeId(): NodeId {
    return this.node.node
  }

  /** The book's record of the provider's account. */
  get account(): AccountRecord {
    const { account } = this.node
    assert(account !== null, 'who asks has an account')
    return account
  }

  /** The second at which the ask leaves the book. */
  get endsAt(): number {
    return this.expiry - margin
  }

  /** Returns true if the ask is private to one account. */
  get isPrivate(): boolean {
    return this.privateRenter !== zeroAddress
  }

  get mandate(): Mandate | null {
    return this.extras?.mandate ?? null
  }
}

function extrasOf({ session, replaces, mandate, mandateSignature }: PlaceAsk): AskExtras | null {
  if (session === undefined && replaces === undefined && mandate === undefined && mandateSignature === undefined) return null
  return {
    ...(session === undefined ? {} : { session }),
    ...(replaces === undefined ? {} : { replaces }),
    ...(mandate === undefined ? {} : { mandate }),
    ...(mandateSignature === undefined ? {} : { mandateSignature }),
  }
}
