import { numberOf } from './numberOf.ts'

/** A whole number as a number where that is exact, else as a bigint: small ones need no object of their own, and maps find them fastest. The brand keeps other bigints out. */
export type NumberKey = (number | bigint) & { readonly __key: 'NumberKey' }

/** The key of a whole number. */
export function numberKey(whole: bigint): NumberKey {
  const key = numberOf(whole)
  return (Number.isSafeInteger(key) ? key : whole) as NumberKey
}
