/**
 * Facts that decide whether a service sends its claim on a payment channel to the chain now. Amounts are in base units; `gasCost` is the cost of one claim, or
 * null if the price of gas is unknown.
 */
export type Unsettled = {
  readonly amount: bigint
  readonly gasCost: bigint | null
  readonly isExiting: boolean
  /** Seconds since the oldest receipt that was not claimed on the chain yet, or since the last claim there. */
  readonly ageSeconds: number
  readonly lockSeconds: number
}

/** A claim is settled when it is worth this many times its gas. */
const gasTimes = 20n
/**
 * A claim is settled this many times within a lock, the time that a payer waits when it leaves the channel, so that little is unsettled when a payer leaves.
 */
export const settlesPerLock = 4

/** Returns true if a service must settle its claim now: the channel is exiting, the claim is worth 20 times its gas, or a quarter of a lock has passed. */
export function mustSettle({ amount, gasCost, isExiting, ageSeconds, lockSeconds }: Unsettled): boolean {
  if (amount <= 0n) return false
  if (isExiting || ageSeconds >= lockSeconds / settlesPerLock) return true
  return gasCost !== null && amount >= gasCost * gasTimes
}
