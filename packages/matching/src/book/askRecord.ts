import { type Ask, assert, type Bps, type Mandate, type OrderHash, type PTokenUnits, zeroAddress } from '@infinitio/domain'
import type { ApiCommand } from '../commands/apiCommand.ts'
import { expiryMarginSeconds } from '../rules/marketRules.ts'
import type { AccountRecord } from './accountRecord.ts'
import type { NodeRecord } from './nodeRecord.ts'
import type { Ranked } from './ranked.ts'

/** open: can be matched. replaced: a newer ask of the same node took its place; live holds on it may still take it. */
export type AskState = 'open' | 'replaced' | 'cancelled' | 'cancelled_on_chain' | 'expired'

/**
 * An ask the book knows. `seq` is its place in time. What a search compares and a match is made of stands beside the ask, as plain numbers where it can: seconds, and Unix
 * seconds up to 2^40. The ask as it was signed lies elsewhere in memory, and a market is larger than what is near the processor.
 */
export class AskRecord implements Ranked {
  readonly node: NodeRecord
  /** A lease could start on it in the current hour. */
  isStartable = false
  /** Nothing but hours, sizes and price keeps a bid from it: anybody may take it, at the fee that holds, and no mandate can run out on it. */
  isPlain = false
  readonly minSeconds: number
  readonly maxSeconds: number
  readonly from: number
  readonly until: number
  readonly minGpus: number
  readonly maxGpus: number
  readonly price: PTokenUnits
  readonly rank: number
  readonly seq: number
  state: AskState = 'open'
  readonly placed: Extract<ApiCommand, { kind: 'PlaceAsk' }>

  constructor(placed: Extract<ApiCommand, { kind: 'PlaceAsk' }>, { node, seq, feeBps }: { node: NodeRecord; seq: number; feeBps: Bps }) {
    const { ask } = placed
    this.placed = placed
    this.node = node
    this.seq = seq
    this.price = ask.pricePerGpuSecond
    this.rank = Number(ask.pricePerGpuSecond)
    this.minSeconds = Number(ask.minDurationSeconds)
    this.maxSeconds = Number(ask.maxDurationSeconds)
    this.from = Number(ask.availableFrom)
    this.until = Number(ask.availableUntil)
    this.minGpus = ask.minGpus
    this.maxGpus = ask.maxGpus
    this.noteFee(feeBps)
  }

  /** Notes the fee that a settle charges from now on. */
  noteFee(feeBps: Bps): void {
    const { ask, mandate } = this.placed
    this.isPlain = ask.privateRenter === zeroAddress && mandate === undefined && ask.maxFeeBps >= feeBps
  }

  get orderHash(): OrderHash {
    return this.placed.orderHash
  }

  get ask(): Ask {
    return this.placed.ask
  }

  /** Its provider's. */
  get account(): AccountRecord {
    const { account } = this.node
    assert(account !== null, 'who asks has an account')
    return account
  }

  /** When it leaves the book. */
  get endsAt(): number {
    return Number(this.placed.ask.expiry - expiryMarginSeconds)
  }

  /** True when it is for one account only. */
  get isPrivate(): boolean {
    return this.placed.ask.privateRenter !== zeroAddress
  }

  get mandate(): Mandate | null {
    return this.placed.mandate ?? null
  }
}
