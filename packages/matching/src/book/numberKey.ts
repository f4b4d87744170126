import { numberOf } from './numberOf.ts'

/**
 * A whole number: a number where that is exact, otherwise a bigint. Small numbers need no heap object, and maps find them fastest. The brand
 * rejects other bigints.
 */
export type NumberKey = (number | bigint) & { readonly __key: 'NumberKey' }

/** Returns the key of a whole number. */
export function numberKey(whole: bigint): NumberKey {
  const key = numberOf(whole)
  return (Number.isSafeInteger(key) ? key : whole) as NumberKey
}
