/** Returns the middle value, or the lower one of the two in the middle. Throws for no values. Pure. */
export function lowerMedian(values: readonly bigint[]): bigint {
  const middle = values.toSorted(ascending)[(values.length - 1) >> 1]
  if (middle === undefined) throw new Error('no values have no median')
  return middle
}

/** Compares two numbers for a sort from the smallest to the largest. Pure. */
export function ascending(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0
}
