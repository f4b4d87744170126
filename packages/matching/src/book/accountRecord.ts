import type { Address } from '@infinitio/domain'
import type { AskRecord } from './askRecord.ts'
import type { BidRecord } from './bidRecord.ts'
import type { HoldRecord } from './holdRecord.ts'
import type { Lanes } from './lanes.ts'

/**
 * Strikes of an account: its bids blocked machines for nothing. Holds the wall clock of the last strike, the number that counts, and the end of
 * the pause of its waiting bids. `pausedUntilMs` is 0 without a pause.
 */
export type Strikes = { lastAtMs: number; counted: number; pausedUntilMs: number }

/**
 * Money and cancellations of an account. `balance` follows the chain. It may be below 0 for a moment, because debits apply before credits. The
 * book reserves `held` and `unsettled`. `floors` has every floor, so that the book can undo one.
 */
export type AccountRecord = {
  readonly address: Address
  balance: bigint
  held: bigint
  unsettled: bigint
  iocOnlyUntilMs: number
  /** Null without strikes, or when the rules do not count them. */
  strikes: Strikes | null
  floors: readonly bigint[]
  /** How many times each ask's nonce was cancelled. The ask stays cancelled until the chain has dropped all of these. */
  readonly askCancellations: Map<bigint, number>
  /** The lanes of the account's bids, by nonce. */
  readonly lanes: Lanes
  /**
   * The account's resting bids, unsorted. Includes fully matched bids, whose matches may be given up. Only `ownBids`
   * changes the list.
   */
  readonly bids: BidRecord[]
  standingBids: number
  openAsks: number
  /** The account's holds, oldest first. Includes some that no longer count against a limit. */
  holds: HoldRecord[]
  /** The account's replaced asks, which holds can still use, and the asks that the chain cancelled, which may open again. */
  readonly dormantAsks: Set<AskRecord>
}

/** True while the book skips the waiting bids of an account. They keep their queue position. */
export function isPaused({ strikes }: AccountRecord): boolean {
  return strikes !== null && strikes.pausedUntilMs !== 0
}

/** Returns the nonce below which all nonces of the account are cancelled. */
export function floorOf(record: AccountRecord): bigint {
  let highest = 0n
  for (const floor of record.floors) if (floor > highest) highest = floor
  return highest
}
