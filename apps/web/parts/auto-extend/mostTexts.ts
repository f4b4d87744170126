import { formatPt } from '@infinitio/domain'
import { digitsFor } from '#web/parts/price/lineTexts.ts'

/**
 * The bill of a lease with auto-extend, as text that adds up. It has the amount locked without auto-extend, the amount that the steps add, and the
 * largest total.
 */
export type MostTexts = { readonly locked: string; readonly added: string; readonly most: string }

/**
 * Returns the texts of the bill. The largest total is rounded up, because it is a limit, and the steps show the difference. Amounts are base units;
 * `most` is more than `locked`.
 */
export function mostTexts({ locked, most }: { readonly locked: bigint; readonly most: bigint }): MostTexts {
  const digits = digitsFor([locked, most - locked].filter((units) => units > 0n))
  const step = 10n ** BigInt(18 - digits)
  const shownLocked = ((locked + step / 2n) / step) * step
  const shownMost = ((most + step - 1n) / step) * step
  const text = (units: bigint): string => formatPt(units, { digits })
  return { locked: text(shownLocked), added: text(shownMost - shownLocked), most: text(shownMost) }
}
