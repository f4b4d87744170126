import { formatPt } from '@infinitio/domain'
import { digitsFor } from '#web/parts/price/lineTexts.ts'

/** The bill of a lease that extends itself, as text: what it locks without that, what the steps add, and the most in all. They add up as shown. */
export type MostTexts = { readonly locked: string; readonly added: string; readonly most: string }

/** The most is rounded up, since it is a limit, and the steps show the difference. Base units; `most` is more than `locked`. */
export function mostTexts({ locked, most }: { readonly locked: bigint; readonly most: bigint }): MostTexts {
  const digits = digitsFor([locked, most - locked].filter((units) => units > 0n))
  const step = 10n ** BigInt(18 - digits)
  const shownLocked = ((locked + step / 2n) / step) * step
  const shownMost = ((most + step - 1n) / step) * step
  const text = (units: bigint): string => formatPt(units, { digits })
  return { locked: text(shownLocked), added: text(shownMost - shownLocked), most: text(shownMost) }
}
