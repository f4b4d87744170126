import { numberOf } from './numberOf.ts'

/**
 * A whole number, as a `number` if that is exact, otherwise as a bigint. Small numbers need no heap object, and maps find them fastest. The brand rejects other
 * bigints.
 */
export type NumberKey = (number | bigint) & { readonly __key: 'NumberKey' }

/** Returns the key of a whole number. */
export function numberKey(whole: bigint): NumberKey {
  const key = numberOf(whole)
  return (Number.isSafeInteger(key) ? key : whole) as NumberKey
}
