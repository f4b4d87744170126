import type { NumberKey } from './numberKey.ts'

/** A price is kept as so many times this, and the rest: V8 keeps numbers below 2^31 in the object itself, and makes objects of larger ones. */
const highUnit = 2 ** 26

/** How many whole units a price has; 0 when a number does not hold it exactly. */
export function highOf(price: NumberKey): number {
  return typeof price === 'number' ? Math.floor(price / highUnit) : 0
}

/** What is left of it beyond whole units; 0 when a number does not hold it exactly. */
export function lowOf(price: NumberKey): number {
  return typeof price === 'number' ? price % highUnit : 0
}

/** The price itself when a number does not hold it exactly; null when it is kept in two parts. */
export function largeOf(price: NumberKey): bigint | null {
  return typeof price === 'number' ? null : price
}

/** The price of two parts as a number. */
export function joined(high: number, low: number): number {
  return high * highUnit + low
}
