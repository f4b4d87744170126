/** What maps find fastest: a whole number as a number where that is exact. The brand keeps bigints out, which would find nothing. */
export type NumberKey = (number | bigint) & { readonly __key: 'NumberKey' }

/** The key of a whole number. */
export function numberKey(whole: bigint): NumberKey {
  const key = Number(whole)
  return (Number.isSafeInteger(key) ? key : whole) as NumberKey
}
