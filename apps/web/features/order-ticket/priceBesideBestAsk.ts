import { amountText } from '#web/parts/format/amountText.ts'

/** Compares a price per GPU-second with the cheapest ask: no ask, at least the ask, or below it by tenths of a percent. */
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
