/**
 * A simple calendar, with which tests compare the fast one: 64 plain numbers of booked GPUs, one for each hour. `hours` is a list of hour positions. Returns
 * null if the GPUs do not fit in one of the hours.
 */
export function naiveBook(
  counts: readonly number[],
  { hours, gpus, capacity }: { hours: readonly number[]; gpus: number; capacity: number },
): number[] | null {
  if (hours.some((hour) => (counts[hour] ?? 0) + gpus > capacity)) return null
  return counts.map((count, hour) => (hours.includes(hour) ? count + gpus : count))
}

/** Returns the calendar word (one number) for 64 counts of 4 bits each, with the lowest hour in the lowest four bits. */
export function wordOf(counts: readonly number[]): bigint {
  return counts.reduceRight((word, count) => word * 16n + BigInt(count), 0n)
}

/** Returns the mask of a list of hours: a number with a 1 in the low bit of each of these hours' counters. */
export function maskOf(hours: readonly number[]): bigint {
  return wordOf(Array.from({ length: 64 }, (_, hour) => (hours.includes(hour) ? 1 : 0)))
}
