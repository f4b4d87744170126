import { amountText, roundedAmountText } from '#web/parts/format/amountText.ts'

const unitsPerPt = 10n ** 18n
/** The most decimals of an amount on a page. An amount that is too small for them shows as less than the last decimal. */
export const mostDigits = 8
/** The most decimals of a balance. */
const balanceDigits = 4

/** Returns the number of decimals with which the smallest of these amounts shows two significant digits, at least two and at most eight. */
export function digitsFor(amounts: readonly bigint[]): number {
  const smallest = amounts.reduce((least, units) => (units < least ? units : least), unitsPerPt)
  let digits = 2
  for (let floor = unitsPerPt / 10n; digits < mostDigits && smallest < floor; floor /= 10n) digits += 1
  return digits
}

/** Returns base units rounded to `digits` decimals of a PT. Rounds half up. `units` must not be negative. */
export function roundedUnits(units: bigint, digits: number): bigint {
  const step = 10n ** BigInt(18 - digits)
  return ((units + step / 2n) / step) * step
}

/**
 * Returns a function that writes amounts which a page shows beside each other. All have the decimals that the smallest of `amounts` needs for two significant
 * digits, so that the page shows what a small amount changes in a large one: 980.00 − 0.0011 = 979.9989.
 */
export function textTogether(amounts: readonly bigint[]): (units: bigint) => string {
  const digits = digitsFor(amounts.map((units) => (units < 0n ? -units : units)).filter((units) => units > 0n))
  return (units) => roundedAmountText(units, digits)
}

/** A change of a balance: the amount, negative for a debit, and the balance after it, in base units. */
export type BalanceChange = { readonly amount: bigint; readonly after: bigint }

/**
 * Returns a function that writes the changes of one table and the balance after each change. All have the same number of decimals. Each shown change is the
 * difference of the shown balances before and after it, so that the shown numbers add up. If this difference is zero, a change too small for eight decimals is
 * shown as less than the smallest number with these decimals.
 */
export function changeTexts(changes: readonly BalanceChange[]): (change: BalanceChange) => { readonly change: string; readonly after: string } {
  const digits = digitsFor(changes.map(({ amount }) => (amount < 0n ? -amount : amount)).filter((units) => units > 0n))
  return ({ amount, after }) => {
    const shown = roundedUnits(after, digits) - roundedUnits(after - amount, digits)
    const change = shown === 0n ? amountText(amount) : roundedAmountText(shown, digits)
    return { change, after: roundedAmountText(after, digits) }
  }
}

/**
 * Returns a balance with two decimals, and with up to four if it has more. Rounds down, so that it never shows more than the account can spend, and so that
 * even a small payment changes it. The first eight decimals count: the contracts' divisions leave smaller rests.
 */
export function balanceText(units: bigint, { digits = balanceDigits }: { readonly digits?: number } = {}): string {
  const step = 10n ** BigInt(18 - digits)
  return roundedAmountText((roundedUnits(units, mostDigits) / step) * step, digits)
}
