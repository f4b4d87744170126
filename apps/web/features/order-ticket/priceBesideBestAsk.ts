import { amountText } from '#web/parts/format/amountText.ts'

/** A price per GPU-second against the cheapest ask: none stands, it meets it, or how far it is below, in whole tenths of a percent. */
export type PriceBesideBestAsk =
  | { readonly kind: 'none' }
  | { readonly kind: 'meets'; readonly ask: string }
  | { readonly kind: 'below'; readonly ask: string; readonly percent: string }

/** How a price stands to the cheapest ask, both in base units per GPU-second. */
export function priceBesideBestAsk(price: bigint, bestAsk: bigint | null): PriceBesideBestAsk {
  if (bestAsk === null) return { kind: 'none' }
  const ask = amountText(bestAsk * 3_600n)
  if (price >= bestAsk) return { kind: 'meets', ask }
  const tenths = Number(((bestAsk - price) * 1_000n) / bestAsk)
  return { kind: 'below', ask, percent: (tenths / 10).toFixed(1) }
}
