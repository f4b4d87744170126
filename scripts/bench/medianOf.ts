/** Returns the median of some numbers and their spread: half the distance between the quartiles, in percent of the median. */
export function medianOf(values: number[]): { median: number; spreadPercent: number } {
  if (values.length === 0) throw new Error('nothing was measured')
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => {
    const place = (sorted.length - 1) * share
    const low = sorted[Math.floor(place)] ?? 0
    const high = sorted[Math.ceil(place)] ?? 0
    return low + (high - low) * (place - Math.floor(place))
  }
  const median = at(0.5)
  return { median, spreadPercent: median === 0 ? 0 : ((at(0.75) - at(0.25)) / 2 / median) * 100 }
}
