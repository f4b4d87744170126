import type { PTokenUnits } from '../units/pTokenUnits.ts'

const secondsPerDay = 86_400n

/** Limits of a session key, and its spending so far, in 1e-9 PToken. `spentOn` is the day (Unix seconds / 86,400) to which `spentToday` belongs. */
export type SessionSpendings = { readonly totalLeft: bigint; readonly dayCap: bigint; readonly spentToday: bigint; readonly spentOn: bigint }

/**
 * Returns the amount that a session key may still spend at `now` (Unix seconds), in 1e-9 PToken: the smaller of its remaining total and the rest of today's
 * limit. Does not check whether the key has expired.
 */
export function sessionLeft({ totalLeft, dayCap, spentToday, spentOn }: SessionSpendings, now: bigint): bigint {
  const spent = spentOn === now / secondsPerDay ? spentToday : 0n
  const today = dayCap > spent ? dayCap - spent : 0n
  return totalLeft < today ? totalLeft : today
}

/** The number of PToken base units in one unit of a session key's limits. */
const sessionUnit = 1_000_000_000n

/** Converts base units into the units of a session key's limits (1e-9 PToken), rounded up as in the contract. */
export function sessionSpending(amount: PTokenUnits): bigint {
  return (amount + sessionUnit - 1n) / sessionUnit
}
