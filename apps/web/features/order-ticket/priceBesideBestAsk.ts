import { amountText } from '#web/parts/format/amountText.ts'

/**
 * The result of comparing a price with the cheapest ask. `none`: there is no ask. `meets`: the price is at least the price of the ask. `below`: the price is
 * lower by `percent`, rounded down to one decimal.
 */
export type PriceBesideBestAsk =
  | { readonly kind: 'none' }
  | { readonly kind: 'meets'; readonly ask: string }
  | { readonly kind: 'below'; readonly ask: string; readonly percent: string }

/** Compares a price with the cheapest ask, both in base units per GPU-second. */
export function priceBesideBestAsk(price: bigint, bestAsk: bigint | null): PriceBesideBestAsk {
  if (bestAsk === null) return { kind: 'none' }
  const ask = amountText(bestAsk * 3_600n)
  if (price >= bestAsk) return { kind: 'meets', ask }
  const tenths = Number(((bestAsk - price) * 1_000n) / bestAsk)
  return { kind: 'below', ask, percent: (tenths / 10).toFixed(1) }
}
