import { parsePt } from '@infinitio/domain'
import { sessionAmount } from '@infinitio/sdk'

/** Limits of a key as they are typed: amounts in PT, and for how many days from now. */
export type LimitsDraft = { readonly total: string; readonly day: string; readonly days: string }

/** Limits as the contract takes them: in 1e-9 PT, and until when, in Unix seconds. */
export type KeyLimits = { readonly totalLeft: bigint; readonly dayCap: bigint; readonly sessionExpiry: number }

const daySeconds = 86_400

/** The limits that a draft names; null where an amount is none, is nothing, or is finer than 1e-9 PT. No amount a day: the whole. */
export function keyLimits({ total, day, days }: LimitsDraft, { now }: { now: number }): KeyLimits | null {
  const totalLeft = unitsOf(total)
  const dayCap = day.trim() === '' ? totalLeft : unitsOf(day)
  if (totalLeft === null || dayCap === null) return null
  return { totalLeft, dayCap, sessionExpiry: now + Number(days) * daySeconds }
}

/** A typed amount in 1e-9 PT; null when it is no such amount, or nothing. */
export function unitsOf(text: string): bigint | null {
  const amount = parsePt(text)
  const units = amount === null ? null : sessionAmount(amount)
  return units === 0n ? null : units
}
