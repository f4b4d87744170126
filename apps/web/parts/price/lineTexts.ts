import type { FeeAmount, Fees } from '@infinitio/domain'
import { roundedAmountText } from '#web/parts/format/amountText.ts'
import { digitsFor, mostDigits, raisedUnits, shownUnits } from '#web/parts/format/sumTexts.ts'
import { hourPriceOfProduct } from '#web/parts/price/hourPriceOfProduct.ts'

/** The amounts of a bill in base units: the price of the GPUs, the fees and the total. */
export type BillAmounts = { readonly price: bigint; readonly fees: Fees; readonly total: bigint }
/**
 * The lines of a bill as text. Each line is rounded. The difference that rounding causes is added to the first fee above zero, so that the shown numbers add
 * up. If a negative difference is larger than that fee, the next fee takes the rest.
 */
export type LineTexts = {
  readonly price: string
  readonly fees: readonly (FeeAmount & { readonly text: string })[]
  readonly total: string
  /** Writes another amount with as many decimals as the lines. */
  readonly textOf: (units: bigint) => string
  /** Writes a price per GPU-second as the price of an hour, with as many decimals as make the line of the GPUs true. */
  readonly hourPriceOf: (perGpuSecond: bigint) => string
}

/** A total below this amount, 0.01 PT, is shown with at most six decimals, or with three significant digits if these are more. */
const smallTotal = 10n ** 16n
/** `digits` is the number of decimals. `isMost` is true if the total is the most that a signature can lock or cost. */
type LineOptions = { readonly digits?: number; readonly isMost?: boolean }

/** The decimals of the USD coin. */
const usualDigits = 6

/**
 * Returns the lines of a bill as text, without zeros at the end, but with at least two decimals. All amounts are rounded to the same number of decimals: enough
 * for two significant digits of the smallest amount, but at least two and at most eight. If the total is below 0.01 PT, six decimals or three digits of the
 * total are enough. A fee above zero is never shown as zero, but as less than the last decimal. If `digits` is given, it is the number of decimals.
 * With `isMost`, the total is rounded up, so that nobody pays more than it shows.
 */
export function lineTexts({ price, fees, total }: BillAmounts, { digits: given, isMost = false }: LineOptions = {}): LineTexts {
  const enough = digitsFor([price, ...fees.lines.map(({ amount }) => amount)].filter((units) => units > 0n))
  const digits = given ?? (total > 0n && total < smallTotal ? Math.min(enough, Math.max(usualDigits, digitsFor([total]) + 1), mostDigits) : enough)
  const step = 10n ** BigInt(18 - digits)
  const round = (units: bigint): bigint => shownUnits(units, digits)
  const text = (units: bigint): string => roundedAmountText(round(units), digits)
  const shownTotal = isMost ? raisedUnits(total, digits) : round(total)
  // Without a fee, no line but the price can take the rounding difference.
  const shownPrice = fees.total === 0n ? shownTotal : round(price)
  let difference = shownTotal - shownPrice - fees.lines.reduce((sum, { amount }) => sum + round(amount), 0n)
  const shown = fees.lines.map((line) => {
    const units = round(line.amount)
    // The rounding difference must not make a fee negative. The next fee takes the rest of the difference.
    const borne = line.amount === 0n ? 0n : difference < -units ? -units : difference
    difference -= borne
    return { ...line, text: line.amount > 0n && units + borne === 0n ? `<${text(step)}` : text(units + borne) }
  })
  return {
    ...{ price: text(shownPrice), fees: shown, total: text(shownTotal), textOf: text },
    hourPriceOf: (perGpuSecond) => hourPriceOfProduct({ perHour: perGpuSecond * 3_600n, product: price, digits }),
  }
}
