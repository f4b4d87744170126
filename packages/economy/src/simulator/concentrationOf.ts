/** How concentrated a list of holdings is. */
export type Concentration = {
  /** Herfindahl–Hirschman: the sum of squared shares, from 1 ÷ count (equal) to 1 (one has all). */
  hhi: number
  /** Gini: 0 where all have the same, near 1 where one has all. */
  gini: number
  /** Nakamoto: how few together have more than half. */
  nakamoto: number
}

/** Concentration of what each has; holders of nothing count for Gini. All 0 where nobody has anything. */
export function concentrationOf(holdings: Float64Array): Concentration {
  const sorted = holdings.slice().sort()
  const total = sorted.reduce((sum, held) => sum + held, 0)
  if (total === 0) return { hhi: 0, gini: 0, nakamoto: 0 }
  let hhi = 0
  let ranked = 0
  for (const [at, held] of sorted.entries()) {
    hhi += (held / total) ** 2
    ranked += (at + 1) * held
  }
  let nakamoto = 0
  for (let top = 0; top <= total / 2; nakamoto += 1) top += sorted[sorted.length - 1 - nakamoto] ?? total
  const count = sorted.length
  return { hhi, gini: (2 * ranked) / (count * total) - (count + 1) / count, nakamoto }
}
