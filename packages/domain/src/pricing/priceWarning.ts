/**
 * The reason why a new price is probably a mistake. `above_median`: it is more than 1.5 times the median of other providers. `below_median`: it is less than
 * half of that median. `ten_times`: it is at least ten times the old price. `a_tenth`: it is at most a tenth of the old price.
 */
export type PriceWarning = 'above_median' | 'below_median' | 'ten_times' | 'a_tenth'

type Compared = {
  /** The median price of other providers; null while nobody else offers the class. */
  readonly median: bigint | null
  /** The current price; null for a machine that was never listed. */
  readonly current: bigint | null
}

/**
 * Returns the reason why the provider should confirm a price once more, or null. The price, the median and the current price are in base units per GPU-second.
 */
export function priceWarning(price: bigint, { median, current }: Compared): PriceWarning | null {
  if (current !== null && current > 0n && price >= current * 10n) return 'ten_times'
  if (current !== null && price * 10n <= current) return 'a_tenth'
  if (median === null) return null
  if (price * 2n > median * 3n) return 'above_median'
  return price * 2n < median ? 'below_median' : null
}
