import { type FeeAmount, type Fees, formatPt } from '@infinitio/domain'

/** The amounts of a bill in base units: the price of the GPUs, the fees and the total. */
export type BillAmounts = { readonly price: bigint; readonly fees: Fees; readonly total: bigint }
/**
 * The lines of a bill as text. Each line is rounded. The difference that rounding causes is added to the first fee above zero, so that the shown numbers add
 * up.
 */
export type LineTexts = {
  readonly price: string
  readonly fees: readonly (FeeAmount & { readonly text: string })[]
  readonly total: string
  /** The number of decimals of every line. */
  readonly digits: number
}

const mostDigits = 8

/**
 * Returns the lines of a bill as text. All amounts have the same number of decimals: enough for two significant digits of the smallest amount, but at least two
 * and at most eight.
 */
export function lineTexts({ price, fees, total }: BillAmounts): LineTexts {
  const digits = digitsFor([price, ...fees.lines.map(({ amount }) => amount)].filter((units) => units > 0n))
  const step = 10n ** BigInt(18 - digits)
  const round = (units: bigint): bigint => ((units + step / 2n) / step) * step
  const text = (units: bigint): string => formatPt(units, { digits })
  let difference = round(total) - round(price) - fees.lines.reduce((sum, { amount }) => sum + round(amount), 0n)
  const shown = fees.lines.map((line) => {
    const units = round(line.amount)
    // The rounding difference must not make a fee negative. The next fee takes what is left of it.
    const borne = line.amount === 0n ? 0n : difference < -units ? -units : difference
    difference -= borne
    return { ...line, text: text(units + borne) }
  })
  return { price: text(round(price)), fees: shown, total: text(round(total)), digits }
}

/** Returns the number of decimals with which the smallest of these amounts shows two significant digits, at least two and at most eight. */
export function digitsFor(amounts: readonly bigint[]): number {
  const smallest = amounts.reduce((least, units) => (units < least ? units : least), 10n ** 18n)
  let digits = 2
  for (let floor = 10n ** 17n; digits < mostDigits && smallest < floor; floor /= 10n) digits += 1
  return digits
}
