/**
 * Returns the results of one benchmark run: how many listings were shown, how many of them were rented and started, and the 50th and 90th percentiles of the
 * times until they were ready. Throws if no listing was shown or none started, because the percentiles would then not exist.
 */
export function offerSamples({
  shown,
  readyMs,
}: {
  shown: number
  readyMs: readonly number[]
}): Record<'shown' | 'started' | 'startedOfShown' | 'p50Ms' | 'p90Ms', number[]> {
  if (shown === 0) throw new Error('no offer was shown')
  if (readyMs.length === 0) throw new Error('no offer started')
  const sorted = readyMs.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN
  return { shown: [shown], started: [sorted.length], startedOfShown: [sorted.length / shown], p50Ms: [at(0.5)], p90Ms: [at(0.9)] }
}
