import type { PTokenUnits } from '../units/pTokenUnits.ts'

const secondsPerDay = 86_400n

/** Limits of a session key and what it spent of them, in 1e-9 PToken; `spentOn` is the day (Unix seconds / 86,400) that `spentToday` is about. */
export type SessionSpendings = { readonly totalLeft: bigint; readonly dayCap: bigint; readonly spentToday: bigint; readonly spentOn: bigint }

/** What a session key may still spend at `now` (Unix seconds), in 1e-9 PToken: never more than its total and today's cap leave. */
export function sessionLeft({ totalLeft, dayCap, spentToday, spentOn }: SessionSpendings, now: bigint): bigint {
  const spent = spentOn === now / secondsPerDay ? spentToday : 0n
  const today = dayCap > spent ? dayCap - spent : 0n
  return totalLeft < today ? totalLeft : today
}

/** PToken base units in one unit of a session key's limits. */
const sessionUnit = 1_000_000_000n

/** What an amount takes of a session key's limits, in 1e-9 PToken: rounded up, as the contract does. */
export function sessionSpending(amount: PTokenUnits): bigint {
  return (amount + sessionUnit - 1n) / sessionUnit
}
