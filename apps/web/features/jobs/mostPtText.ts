import { exactPtText } from '#web/parts/govern/tokenText.ts'

/**
 * Amounts are rounded to a multiple of this: a millionth of a PToken, in base units. Example jobs cost hundredths of a PToken, so two decimals would not show
 * their differences.
 */
const step = 10n ** 12n

/** Formats the highest possible cost of something: base units of PToken as a number with up to six decimals, rounded up. */
export function mostPtText(units: bigint | string): string {
  return exactPtText(((BigInt(units) + step - 1n) / step) * step)
}
