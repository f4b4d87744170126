import { type Ask, type Mandate, type OrderHash, zeroAddress } from '@infinitio/domain'
import type { ApiCommand } from '../commands/apiCommand.ts'
import type { AccountRecord } from './accountRecord.ts'
import type { NodeRecord } from './nodeRecord.ts'
import type { Ranked } from './ranked.ts'

/** open: can be matched. replaced: a newer ask of the same node took its place; live holds on it may still take it. */
export type AskState = 'open' | 'replaced' | 'cancelled' | 'cancelled_on_chain' | 'expired'

/**
 * An ask the book knows. `seq` is its place in time. What a search compares stands beside the ask as plain numbers: seconds, and Unix seconds
 * up to 2^40. `endsAt` is when it leaves the book, `isStartable` whether a lease could start on it in the current hour.
 */
export class AskRecord implements Ranked {
  readonly placed: Extract<ApiCommand, { kind: 'PlaceAsk' }>
  /** Its provider's. */
  readonly account: AccountRecord
  readonly node: NodeRecord
  readonly seq: number
  readonly rank: number
  readonly minSeconds: number
  readonly maxSeconds: number
  readonly from: number
  readonly until: number
  readonly endsAt: number
  state: AskState = 'open'
  isStartable = false

  constructor(
    placed: Extract<ApiCommand, { kind: 'PlaceAsk' }>,
    { account, node, seq, endsAt }: { account: AccountRecord; node: NodeRecord; seq: number; endsAt: number },
  ) {
    const { ask } = placed
    this.placed = placed
    this.account = account
    this.node = node
    this.seq = seq
    this.rank = Number(ask.pricePerGpuSecond)
    this.minSeconds = Number(ask.minDurationSeconds)
    this.maxSeconds = Number(ask.maxDurationSeconds)
    this.from = Number(ask.availableFrom)
    this.until = Number(ask.availableUntil)
    this.endsAt = endsAt
  }

  get orderHash(): OrderHash {
    return this.placed.orderHash
  }

  get ask(): Ask {
    return this.placed.ask
  }

  get price(): bigint {
    return this.placed.ask.pricePerGpuSecond
  }

  /** True when it is for one account only. */
  get isPrivate(): boolean {
    return this.placed.ask.privateRenter !== zeroAddress
  }

  get mandate(): Mandate | null {
    return this.placed.mandate ?? null
  }
}
