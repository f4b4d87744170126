import { type FeeAmount, type Fees, formatPt } from '@infinitio/domain'

/** The lines of a bill in base units. */
export type BillAmounts = { readonly price: bigint; readonly fees: Fees; readonly total: bigint }
/** The lines of a bill as text. They add up as shown: every line is rounded, and the first fee above zero shows the difference. */
export type LineTexts = {
  readonly price: string
  readonly fees: readonly (FeeAmount & { readonly text: string })[]
  readonly total: string
  /** The number of decimals of every line. */
  readonly digits: number
}

const mostDigits = 8

/** Writes every line with the decimals that the smallest amount needs for two significant digits, at least two. */
export function lineTexts({ price, fees, total }: BillAmounts): LineTexts {
  const digits = digitsFor([price, ...fees.lines.map(({ amount }) => amount)].filter((units) => units > 0n))
  const step = 10n ** BigInt(18 - digits)
  const round = (units: bigint): bigint => ((units + step / 2n) / step) * step
  const text = (units: bigint): string => formatPt(units, { digits })
  let difference = round(total) - round(price) - fees.lines.reduce((sum, { amount }) => sum + round(amount), 0n)
  const shown = fees.lines.map((line) => {
    const units = round(line.amount)
    // A fee is never shown below zero; the next fee takes the remaining difference.
    const borne = line.amount === 0n ? 0n : difference < -units ? -units : difference
    difference -= borne
    return { ...line, text: text(units + borne) }
  })
  return { price: text(round(price)), fees: shown, total: text(round(total)), digits }
}

/** Returns the decimals with which the smallest amount above zero shows two significant digits, at least two. */
export function digitsFor(amounts: readonly bigint[]): number {
  const smallest = amounts.reduce((least, units) => (units < least ? units : least), 10n ** 18n)
  let digits = 2
  for (let floor = 10n ** 17n; digits < mostDigits && smallest < floor; floor /= 10n) digits += 1
  return digits
}
