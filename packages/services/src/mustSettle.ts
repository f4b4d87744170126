/**
 * The values that decide whether a service must settle now, that is, claim the amount `amount` from a payment channel on the chain. Amounts are in base units.
 * `gasCost` is the cost of the gas for one claim, or null if the price of gas is unknown.
 */
export type Unsettled = {
  readonly amount: bigint
  readonly gasCost: bigint | null
  readonly isExiting: boolean
  /** Seconds since the oldest receipt that was not claimed on the chain yet. */
  readonly ageSeconds: number
  readonly lockSeconds: number
}

/** A service settles a claim once the claim is worth this many times the cost of the gas for settling it. */
const gasTimes = 20n
/**
 * The least number of settlements of a claim within the lock (the time that a payer must wait when it leaves the channel). So only a small amount is not
 * settled when a payer leaves.
 */
export const settlesPerLock = 4

/**
 * Returns true if a service must settle its claim now. There are three reasons: the payer is leaving the channel; the claim is worth at least 20 times the gas
 * that settling it costs; or the oldest unclaimed receipt is older than a quarter of the lock (the time that a leaving payer waits). A claim that is worth less
 * than its gas is never settled. Otherwise payers could open many channels, buy one answer in each, and let the service pay more gas than it earns.
 */
export function mustSettle({ amount, gasCost, isExiting, ageSeconds, lockSeconds }: Unsettled): boolean {
  if (amount <= 0n || (gasCost !== null && amount < gasCost)) return false
  if (isExiting || ageSeconds >= lockSeconds / settlesPerLock) return true
  return gasCost !== null && amount >= gasCost * gasTimes
}
