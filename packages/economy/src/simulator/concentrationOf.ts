/** Three measures of how concentrated a list of holdings is. */
export type Concentration = {
  /** Herfindahl–Hirschman index: the sum of the squared fractions that the holders have, from 1 ÷ count (equal) to 1 (if one holder has everything). */
  hhi: number
  /** Gini coefficient: 0 for equal holdings, near 1 when one holder has all. */
  gini: number
  /** Nakamoto coefficient: the smallest number of holders with more than half in total. */
  nakamoto: number
}

/** Returns the concentration of holdings. Holdings of 0 count for the Gini coefficient. If all holdings are 0, all values are 0. */
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
