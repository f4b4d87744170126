import type { Address } from '@infinitio/domain'
import type { AskRecord } from './askRecord.ts'
import type { BidRecord } from './bidRecord.ts'
import type { HoldRecord } from './holdRecord.ts'
import type { Lanes } from './lanes.ts'

/**
 * The strikes of an account, which it gets when its bids block machines for nothing: the wall-clock time of the last strike, the number of strikes that count,
 * and the time until which its waiting bids pause. `pausedUntilMs` is 0 if they do not pause.
 */
export type Strikes = { lastAtMs: number; counted: number; pausedUntilMs: number }

/**
 * Money and cancellations of an account. `balance` follows the chain. It may be below 0 for a short time, because debits are applied before credits. `held` and
 * `unsettled` are the amounts that the book reserves. `floors` contains all earlier floors, so that the book can undo the last one.
 */
export type AccountRecord = {
  readonly address: Address
  balance: bigint
  held: bigint
  unsettled: bigint
  iocOnlyUntilMs: number
  /** Null if there are no strikes, or if the rules do not count strikes. */
  strikes: Strikes | null
  floors: readonly bigint[]
  /** How many times each ask's nonce was cancelled. The ask stays cancelled until the chain has dropped all of these. */
  readonly askCancellations: Map<bigint, number>
  /** The lanes of the account's bids, by nonce. */
  readonly lanes: Lanes
  /**
   * The account's resting bids, unsorted. Includes bids that are fully matched, because their matches may still be
   * given up. Only `ownBids` changes the list.
   */
  readonly bids: BidRecord[]
  standingBids: number
  openAsks: number
  /** The account's holds, oldest first. Includes holds that no longer count for a limit. */
  holds: HoldRecord[]
  /** The account's replaced asks, which holds can still use, and the asks that the chain cancelled, which may open again. */
  readonly dormantAsks: Set<AskRecord>
}

/** Returns true while the book skips the waiting bids of an account. The bids keep their queue position. */
export function isPaused({ strikes }: AccountRecord): boolean {
  return strikes !== null && strikes.pausedUntilMs !== 0
}

/** Returns the nonce below which all nonces of the account are cancelled. */
export function floorOf(record: AccountRecord): bigint {
  let highest = 0n
  for (const floor of record.floors) if (floor > highest) highest = floor
  return highest
}
