/** The facts of a payment channel that decide whether its claim is sent to the chain. Amounts are in base units; `gasCost` is null if its price is unknown. */
export type Unsettled = {
  readonly amount: bigint
  readonly gasCost: bigint | null
  readonly isExiting: boolean
  /** Seconds since the oldest unsettled receipt, or since the last settlement. */
  readonly ageSeconds: number
  readonly lockSeconds: number
}

/** A claim is settled when it is worth this many times its gas. */
const gasTimes = 20n
/** A claim is settled this many times within a lock, the waiting time of an exit, so that an exit finds little unsettled. */
export const settlesPerLock = 4

/** Returns true if a service must settle a claim now: when the channel is exiting, when the claim is worth 20 times its gas, and each quarter of a lock. */
export function mustSettle({ amount, gasCost, isExiting, ageSeconds, lockSeconds }: Unsettled): boolean {
  if (amount <= 0n) return false
  if (isExiting || ageSeconds >= lockSeconds / settlesPerLock) return true
  return gasCost !== null && amount >= gasCost * gasTimes
}
