import type { AccountRecord } from './records.ts'

/**
 * Returns true while the book skips the resting bids of an account, because bids of the account blocked machines for nothing. The bids keep their queue
 * position.
 */
export function isPaused({ strikes }: AccountRecord): boolean {
  return strikes !== null && strikes.pausedUntilMs !== 0
}

/** Returns the account's nonce floor: all orders with a lower nonce are cancelled. */
export function floorOf(record: AccountRecord): bigint {
  let highest = 0n
  for (const floor of record.floors) if (floor > highest) highest = floor
  return highest
}
