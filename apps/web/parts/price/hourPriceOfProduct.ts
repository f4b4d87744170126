import { amountText, roundedAmountText } from '#web/parts/format/amountText.ts'
import { roundedUnits, shownUnits } from '#web/parts/format/sumTexts.ts'
import { decimalsIn, wholePriceText } from '#web/parts/format/wholePrice.ts'

/** The decimals of a PT. With all of them, no price is rounded. */
const allDigits = 18

/** A shown multiplication: the price of an hour and the amount that it makes, in base units, and the decimals with which the amount is shown. */
type Product = { readonly perHour: bigint; readonly product: bigint; readonly digits: number }

/**
 * Returns the price of an hour with as many decimals as make a shown multiplication true: a reader who multiplies the shown price by the shown GPUs and hours
 * gets the shown amount. So 0.243 PT × 2 GPUs × 2 h = 0.972 PT has three decimals, where 0.24 would give 0.96.
 */
export function hourPriceOfProduct({ perHour, product, digits }: Product): string {
  if (perHour === 0n) return amountText(perHour)
  let shown = decimalsIn(wholePriceText(perHour))
  const isTrue = () => shownUnits((product * roundedUnits(perHour, shown)) / perHour, digits) === shownUnits(product, digits)
  while (shown < allDigits && !isTrue()) shown += 1
  return roundedAmountText(perHour, shown)
}
