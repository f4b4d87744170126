const word = new BigUint64Array(1)
const halves = new Uint32Array(word.buffer)
const [low, high] = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? [0, 1] : [1, 0]
const largestSafe = BigInt(Number.MAX_SAFE_INTEGER)

/** Returns `Number(whole)` for any bigint. Faster for values from 0 to 2^53 − 1, for which it only reads two words of memory. */
export function numberOf(whole: bigint): number {
  if (whole > largestSafe || whole < 0n) return Number(whole)
  word[0] = whole
  return (halves[high] as number) * 2 ** 32 + (halves[low] as number)
}

/**
 * A whole number as a `number` if that is exact, else as a bigint. Small numbers need no heap object, and maps find them fastest. The type's brand prevents
 * that another bigint is passed.
 */
export type NumberKey = (number | bigint) & { readonly __key: 'NumberKey' }

/** Returns the key of a whole number. */
export function numberKey(whole: bigint): NumberKey {
  const key = numberOf(whole)
  return (Number.isSafeInteger(key) ? key : whole) as NumberKey
}
