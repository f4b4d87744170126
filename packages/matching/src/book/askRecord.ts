import { type Address, type Ask, type Bps, type Mandate, type OrderHash, zeroAddress } from '@infinitio/domain'
import type { ApiCommand } from '../commands/apiCommand.ts'
import { expiryMarginSeconds } from '../rules/marketRules.ts'
import type { AccountRecord } from './accountRecord.ts'
import type { NodeRecord } from './nodeRecord.ts'
import type { Ranked } from './ranked.ts'

/** open: can be matched. replaced: a newer ask of the same node took its place; live holds on it may still take it. */
export type AskState = 'open' | 'replaced' | 'cancelled' | 'cancelled_on_chain' | 'expired'

/**
 * An ask the book knows. `seq` is its place in time. What a search compares stands in the record itself, as plain numbers where it can (seconds, and Unix
 * seconds up to 2^40): most asks that a search looks at are far from the processor's caches, and each object more is fetched from memory. `endsAt` is when it
 * leaves the book, `isStartable` whether a lease could start on it in the current hour.
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
  readonly minGpus: number
  readonly maxGpus: number
  readonly maxFeeBps: Bps
  /** The only account it is for; null: anybody's. */
  readonly privateRenter: Address | null
  /** The second at which its mandate is worth nothing any more; null: the wallet signed it. */
  readonly mandateEndsAt: number | null
  readonly endsAt: number
  state: AskState = 'open'
  isStartable = false

  constructor(
    placed: Extract<ApiCommand, { kind: 'PlaceAsk' }>,
    { account, node, seq, endsAt }: { account: AccountRecord; node: NodeRecord; seq: number; endsAt: number },
  ) {
    const { ask, mandate } = placed
    this.placed = placed
    this.account = account
    this.node = node
    this.seq = seq
    this.rank = Number(ask.pricePerGpuSecond)
    this.minSeconds = Number(ask.minDurationSeconds)
    this.maxSeconds = Number(ask.maxDurationSeconds)
    this.from = Number(ask.availableFrom)
    this.until = Number(ask.availableUntil)
    this.minGpus = ask.minGpus
    this.maxGpus = ask.maxGpus
    this.maxFeeBps = ask.maxFeeBps
    this.privateRenter = ask.privateRenter === zeroAddress ? null : ask.privateRenter
    this.mandateEndsAt = mandate === undefined ? null : Number(mandate.until - expiryMarginSeconds)
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
    return this.privateRenter !== null
  }

  get mandate(): Mandate | null {
    return this.placed.mandate ?? null
  }
}
