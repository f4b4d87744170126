import type { NumberKey } from './numberOf.ts'

/**
 * A price is stored as a multiple of this unit and a remainder. V8 stores numbers below 2^31 in the object itself; larger ones need a heap
 * object.
 */
const highUnit = 2 ** 26

/** Returns a price divided by `highUnit`, rounded down. Returns 0 if a number cannot hold the price exactly. */
export function highOf(price: NumberKey): number {
  return typeof price === 'number' ? Math.floor(price / highUnit) : 0
}

/** Returns the remainder of a price divided by `highUnit`. Returns 0 if a number cannot hold the price exactly. */
export function lowOf(price: NumberKey): number {
  return typeof price === 'number' ? price % highUnit : 0
}

/** Returns the price when a number cannot hold it exactly, or null if it is stored in two parts. */
export function largeOf(price: NumberKey): bigint | null {
  return typeof price === 'number' ? null : price
}

/** Joins the two parts of a price to a number. */
export function joined(high: number, low: number): number {
  return high * highUnit + low
}
