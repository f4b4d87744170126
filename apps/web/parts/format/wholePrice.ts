import { amountText, roundedAmountText } from '#web/parts/format/amountText.ts'

/** A price with at most this many decimals is shown whole. */
const wholeDigits = 4
/** The decimals of a price that count. A price per second leaves smaller rests. */
const countedDigits = 8

/**
 * Returns the price of an hour as text. A price with up to four decimals is shown whole, such as 0.243. Another price is rounded like any amount. Rests below
 * eight decimals do not count. `perHour` is in base units. This file is in the first load of the list of machines, so it must stay small.
 */
export function wholePriceText(perHour: bigint): string {
  const text = roundedAmountText(perHour, countedDigits)
  return decimalsIn(text) <= wholeDigits ? text : amountText(perHour)
}

/** Returns the number of decimals of a shown amount. */
export function decimalsIn(text: string): number {
  return text.length - text.indexOf('.') - 1
}
