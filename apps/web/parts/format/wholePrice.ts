import { roundedAmountText } from '#web/parts/format/amountText.ts'

/** A price with at most this many decimals is shown whole. Another price below 1 PT has as many. */
const wholeDigits = 4
const unitsPerPt = 10n ** 18n
/** The decimals of a price that count. A price per second leaves smaller rests. */
const countedDigits = 8

/**
 * Returns the price of an hour as text. `perHour` is in base units, and is first rounded to eight decimals. A price that then has up to four decimals is shown
 * exactly, such as 0.243. Any other price is rounded to four digits, such as 0.2648 or 12.35. If a reader multiplies it by the hours, the result differs from
 * the shown total by less than a thousandth. The list of machines loads this file first, so it must stay small.
 */
export function wholePriceText(perHour: bigint): string {
  const text = roundedAmountText(perHour, countedDigits)
  return decimalsIn(text) <= wholeDigits ? text : amountOfDigits(perHour)
}

/** Returns a price with four digits that are not leading zeros, at least two and at most eight decimals. */
function amountOfDigits(perHour: bigint): string {
  let digits = wholeDigits
  for (let floor = unitsPerPt; digits > 2 && perHour >= floor; floor *= 10n) digits -= 1
  for (let floor = unitsPerPt / 10n; digits < countedDigits && perHour < floor; floor /= 10n) digits += 1
  return roundedAmountText(perHour, digits)
}

/** Returns the number of decimals of a shown amount. */
export function decimalsIn(text: string): number {
  return text.length - text.indexOf('.') - 1
}
