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

/** A change of a balance as text, negative with a minus sign, and the balance after it. */
type ChangeText = { readonly change: string; readonly after: string }

/**
 * Writes the changes of one table and the balance after each change, in the order of the table: newest first or oldest first. All have the same number of
 * decimals. Each change and the newest balance are rounded; every older balance is the shown newer one without the shown change, so that the shown numbers add
 * up. A change that is too small for these decimals is shown as less than the smallest number with eight decimals.
 */
export function changeTexts(changes: readonly BalanceChange[]): readonly ChangeText[] {
  const [first, second] = changes
  const isOldestFirst = first !== undefined && second !== undefined && follows(first, second) && !follows(second, first)
  return isOldestFirst ? newestFirst(changes.toReversed()).toReversed() : newestFirst(changes)
}

function newestFirst(changes: readonly BalanceChange[]): readonly ChangeText[] {
  const digits = statementDigits(changes.map(({ amount }) => amount))
  const shown: bigint[] = []
  return changes.map((change, at) => {
    const newer = changes[at - 1]
    const balance =
      newer !== undefined && follows(change, newer) ? (shown[at - 1] ?? 0n) - roundedUnits(newer.amount, digits) : roundedUnits(change.after, digits)
    shown.push(balance)
    const { amount } = change
    const text = roundedUnits(amount, digits) === 0n ? amountText(amount) : roundedAmountText(amount, digits)
    return { change: text, after: roundedAmountText(balance, digits) }
  })
}

/** Returns true if `newer` can be the change directly after `older`. */
function follows(older: BalanceChange, newer: BalanceChange): boolean {
  return newer.after - newer.amount === older.after
}

/**
 * Returns a balance with two decimals, and with up to four if it has more. Rounds down, so that it never shows more than the account can spend, and so that
 * even a small payment changes it. The first eight decimals count: the contracts' divisions leave smaller rests.
 */
export function balanceText(units: bigint, { digits = balanceDigits }: { readonly digits?: number } = {}): string {
  const step = 10n ** BigInt(18 - digits)
  return roundedAmountText((roundedUnits(units, mostDigits) / step) * step, digits)
}
