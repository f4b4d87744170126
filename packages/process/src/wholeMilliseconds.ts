const most = 2 ** 32 - 1

/** A whole number of milliseconds from 0 to 2^32 − 1, the values that AbortSignal.timeout accepts. */
export type WholeMilliseconds = number & { readonly __unit: 'WholeMilliseconds' }

/** Rounds a calculated time down to whole milliseconds. Throws RangeError below 0, above 2^32 − 1 and for NaN. */
export function wholeMilliseconds(value: number): WholeMilliseconds {
  if (!(value >= 0 && value <= most)) throw new RangeError(`${value} is not a length of time in milliseconds`)
  return Math.floor(value) as WholeMilliseconds
}
