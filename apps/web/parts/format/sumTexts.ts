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

/** Returns base units rounded to `digits` decimals of a PT. Rounds half away from zero. */
export function roundedUnits(units: bigint, digits: number): bigint {
  if (units < 0n) return -roundedUnits(-units, digits)
  const step = 10n ** BigInt(18 - digits)
  return ((units + step / 2n) / step) * step
}

/**
 * Returns base units rounded to `digits` decimals of a PT, as a reader rounds the amount with eight decimals: the contracts' divisions leave smaller rests,
 * which must not decide how a half is rounded. Rounds half away from zero.
 */
export function shownUnits(units: bigint, digits: number): bigint {
  return roundedUnits(roundedUnits(units, mostDigits), digits)
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
 * Returns the number of decimals of a statement: the smallest of its amounts has four significant digits, so that a reader sees the amount that the receipt
 * shows. At most eight. Amounts can be negative.
 */
export function statementDigits(amounts: readonly bigint[]): number {
  const sizes = amounts.map((units) => (units < 0n ? -units : units)).filter((units) => units > 0n)
  return sizes.length === 0 ? 2 : Math.min(mostDigits, digitsFor(sizes) + 2)
}

/**
 * Returns the number of decimals of a list of changes: at least those of `statementDigits`, and as many that every amount with at most eight decimals is exact.
 * Amounts can be negative.
 */
export function movementDigits(amounts: readonly bigint[]): number {
  return Math.max(statementDigits(amounts), ...amounts.map(decimalsOf).filter((decimals) => decimals <= mostDigits))
}

/** Returns the number of decimals that an amount needs to be exact. */
function decimalsOf(units: bigint): number {
  let decimals = 18
  for (let rest = units; decimals > 0 && rest % 10n === 0n; rest /= 10n) decimals -= 1
  return decimals
}

/**
 * Returns a change of a balance as a page with `digits` decimals shows it, in base units. The balance is cut, and the amount is the difference between the cut
 * balances after and before the change. So shown amounts and balances always add up, every shown balance is the true one without its further decimals, and an
 * amount that needs no more decimals is exact. The last decimal of another amount can be rounded up or down. Pure.
 */
export function shownChange({ amount, after }: BalanceChange, digits: number): BalanceChange {
  const shown = cutUnits(after, digits)
  return { amount: shown - cutUnits(after - amount, digits), after: shown }
}

/** A change of a balance as text, negative with a minus sign, and the balance after it. */
type ChangeText = { readonly change: string; readonly after: string }

/**
 * Writes the changes of one table and the balance after each change, in the order of the table. All have the same number of decimals. A change that is too
 * small for these decimals is shown as less than the smallest number with eight decimals.
 */
export function changeTexts(changes: readonly BalanceChange[]): readonly ChangeText[] {
  const digits = movementDigits(changes.map(({ amount }) => amount))
  return changes.map((change) => {
    const shown = shownChange(change, digits)
    const text = shown.amount === 0n ? amountText(change.amount) : roundedAmountText(shown.amount, digits)
    return { change: text, after: roundedAmountText(shown.after, digits) }
  })
}

/**
 * Returns base units cut to `digits` decimals of a PT, never rounded up, so that a page never shows more than an account owns. The first eight decimals count:
 * the contracts' divisions leave smaller rests. `units` is at least 0.
 */
export function cutUnits(units: bigint, digits: number): bigint {
  const step = 10n ** BigInt(18 - digits)
  return (roundedUnits(units, mostDigits) / step) * step
}

/**
 * Returns base units raised to `digits` decimals of a PT, never rounded down, so that a page never shows less than an account can pay. The first eight decimals
 * count: the contracts' divisions leave smaller rests. `units` is at least 0.
 */
export function raisedUnits(units: bigint, digits: number): bigint {
  const step = 10n ** BigInt(18 - digits)
  return ((roundedUnits(units, mostDigits) + step - 1n) / step) * step
}

/** Writes the highest amount that something can cost or lock, with as many decimals as `amountText`, but rounded up. `units` is at least 0. */
export function mostText(units: bigint): string {
  if (roundedUnits(units, mostDigits) === 0n) return amountText(units)
  return roundedAmountText(raisedUnits(units, digitsFor(units > 0n ? [units] : [])), mostDigits)
}

/**
 * Returns a balance that an account owns, with two decimals, and with up to four if it has more. Cuts it, so that it never shows more than the account can
 * spend, and so that even a small payment changes it.
 */
export function balanceText(units: bigint, { digits = balanceDigits }: { readonly digits?: number } = {}): string {
  return roundedAmountText(cutUnits(units, digits), digits)
}
