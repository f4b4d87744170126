import { exactPtText } from '#web/parts/govern/tokenText.ts'

/** One millionth of a PToken in base units. Jobs of an example cost hundredths of a PToken, so two decimals are too few, and eighteen are noise. */
const step = 10n ** 12n

/** Formats what something costs at most: base units of PToken with six decimals, rounded up. */
export function mostPtText(units: bigint | string): string {
  return exactPtText(((BigInt(units) + step - 1n) / step) * step)
}
