import { exactPtText } from '#web/parts/govern/tokenText.ts'

/**
 * The step to which amounts are rounded: a millionth of a PToken in base units. Example jobs cost hundredths of a PToken, so two decimals are too few to show.
 */
const step = 10n ** 12n

/** Formats the most that something costs: base units of PToken as a number with up to six decimals, rounded up. */
export function mostPtText(units: bigint | string): string {
  return exactPtText(((BigInt(units) + step - 1n) / step) * step)
}
