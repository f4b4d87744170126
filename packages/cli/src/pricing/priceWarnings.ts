import { type PriceWarning, priceWarning, type WantedChange } from '@infinitio/sdk'
import { hourText } from './priceTexts.ts'

/** A machine and its new price. */
type NewPrice = {
  readonly node: Pick<WantedChange['node'], 'name' | 'classMedianPricePerGpuSecond' | 'latestAsk'>
  readonly pricePerGpuSecond: bigint
}

/** Returns a line for each price that is probably a mistake. The price dialog warns of the same prices. Pure. */
export function priceWarnings(prices: readonly NewPrice[]): string[] {
  return prices.flatMap(({ node, pricePerGpuSecond }) => {
    const median = unitsOf(node.classMedianPricePerGpuSecond)
    const current = unitsOf(node.latestAsk?.pricePerGpuSecond)
    const warning = priceWarning(pricePerGpuSecond, { median, current })
    return warning === null ? [] : [`Warning: ${node.name} at ${hourText(pricePerGpuSecond)} PT/GPU-h ${reasonOf(warning, { median, current })}.`]
  })
}

const unitsOf = (text: string | null | undefined): bigint | null => (text == null ? null : BigInt(text))

function reasonOf(warning: PriceWarning, { median, current }: { median: bigint | null; current: bigint | null }): string {
  switch (warning) {
    case 'above_median':
      return `is more than 50 % above the median of other providers, ${hourText(median)}`
    case 'below_median':
      return `is less than half the median of other providers, ${hourText(median)}`
    case 'ten_times':
      return `is at least ten times the old price, ${hourText(current)}`
    case 'a_tenth':
      return `is at most a tenth of the old price, ${hourText(current)}`
  }
}
