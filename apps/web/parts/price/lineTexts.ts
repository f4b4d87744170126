import { formatPt } from '@infinitio/domain'
import type { Quote } from '#web/parts/price/quoteOf.ts'

/** The lines of a bill as text. They add up as shown: price and total are rounded, the fee shows the difference. */
export type LineTexts = { readonly price: string; readonly fee: string; readonly relayFee: string; readonly total: string }

const mostDigits = 8

/** Writes every line with as many decimals as the smallest amount needs to show two significant digits, at least two. */
export function lineTexts({ price, relayFee, fee, total }: Pick<Quote, 'price' | 'fee' | 'relayFee' | 'total'>): LineTexts {
  const digits = digitsFor([price, fee, relayFee].filter((units) => units > 0n))
  const step = 10n ** BigInt(18 - digits)
  const round = (units: bigint): bigint => ((units + step / 2n) / step) * step
  const [shownPrice, shownRelay, shownTotal] = [round(price), round(relayFee), round(total)]
  const text = (units: bigint): string => formatPt(units, { digits })
  return { price: text(shownPrice), fee: text(shownTotal - shownPrice - shownRelay), relayFee: text(shownRelay), total: text(shownTotal) }
}

/** Returns the decimals with which the smallest amount above zero shows two significant digits, at least two. */
export function digitsFor(amounts: readonly bigint[]): number {
  const smallest = amounts.reduce((least, units) => (units < least ? units : least), 10n ** 18n)
  let digits = 2
  for (let floor = 10n ** 17n; digits < mostDigits && smallest < floor; floor /= 10n) digits += 1
  return digits
}
