import { parsePt } from '@infinitio/domain'
import { sessionAmount } from '@infinitio/sdk'

/** The typed limits of a session key: amounts in PT, and a number of days from now. */
export type LimitsDraft = { readonly total: string; readonly day: string; readonly days: string }

/** The limits of a session key for the contract: amounts in 1e-9 PT, and the expiry in Unix seconds. */
export type KeyLimits = { readonly totalLeft: bigint; readonly dayCap: bigint; readonly sessionExpiry: number }

const daySeconds = 86_400

/**
 * Returns the limits of a session key from the typed texts. If no daily amount is typed, the daily limit is the total amount. Returns null if an amount is
 * invalid, zero or finer than 1e-9 PT. `now` is in Unix seconds.
 */
export function keyLimits({ total, day, days }: LimitsDraft, { now }: { now: number }): KeyLimits | null {
  const totalLeft = unitsOf(total)
  const dayCap = day.trim() === '' ? totalLeft : unitsOf(day)
  if (totalLeft === null || dayCap === null) return null
  return { totalLeft, dayCap, sessionExpiry: now + Number(days) * daySeconds }
}

/** Returns a typed amount in units of 1e-9 PT. Returns null if it is invalid, zero, too large, or not a whole number of these units. */
export function unitsOf(text: string): bigint | null {
  const amount = parsePt(text)
  const units = amount === null ? null : sessionAmount(amount)
  return units === 0n ? null : units
}
