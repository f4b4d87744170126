import type { Address } from '@infinitio/domain'
import type { AskRecord } from './askRecord.ts'
import type { BidRecord } from './bidRecord.ts'
import type { HoldRecord } from './holdRecord.ts'
import type { Lanes } from './lanes.ts'

/**
 * How often bids of an account made a machine unavailable for nothing: the wall clock of the last time, how many times count, and until when its waiting bids
 * pause for it. `pausedUntilMs` is 0 while they do not.
 */
export type Strikes = { lastAtMs: number; counted: number; pausedUntilMs: number }

/**
 * Money and cancellations of an account. `balance` follows the chain; it may be below 0 for a moment, because what takes is applied
 * before what gives. `held` and `unsettled` are set aside by the book. `floors` keeps every floor, so that one can be dropped.
 */
export type AccountRecord = {
  readonly address: Address
  balance: bigint
  held: bigint
  unsettled: bigint
  iocOnlyUntilMs: number
  /** Null: its bids never made a machine unavailable for nothing, or the rules did not count it. */
  strikes: Strikes | null
  floors: readonly bigint[]
  /** How often each ask's bit was set: it stays cancelled until every one was dropped. */
  readonly askCancellations: Map<bigint, number>
  /** By a bid's nonce. */
  readonly lanes: Lanes
  /** Its resting bids, in no order; also those with nothing to go, as their matches may be given up. Changed by `ownBids` alone. */
  readonly bids: BidRecord[]
  standingBids: number
  openAsks: number
  /** Its holds that count against a limit, and some that did, oldest first. */
  holds: HoldRecord[]
  /** Its asks that are not open but may be again or may still be taken: replaced ones, and ones that the chain cancelled. */
  readonly dormantAsks: Set<AskRecord>
}

/** True while the waiting bids of an account are passed over. They keep their place in the queue. */
export function isPaused({ strikes }: AccountRecord): boolean {
  return strikes !== null && strikes.pausedUntilMs !== 0
}

/** Nonces below this are cancelled. */
export function floorOf(record: AccountRecord): bigint {
  let highest = 0n
  for (const floor of record.floors) if (floor > highest) highest = floor
  return highest
}
