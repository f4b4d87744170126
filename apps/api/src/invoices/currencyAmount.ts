import { assert } from '@infinitio/domain'
import type { Rate } from '@infinitio/parse'

/** An exchange rate that the operator set, with its source and its day, such as 2026-11-25. */
export type DatedRate = Rate & { readonly source: string; readonly asOf: string }

const unitsPerPt = 10n ** 18n

/** Converts an amount of PToken base units into a currency. Returns a decimal text, rounded half up to the currency's smallest unit. Pure. */
export function currencyAmount(units: bigint, { currency, perPt }: Rate): string {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  const [whole = '', fraction = ''] = decimalText(perPt).split('.')
  const under = unitsPerPt * 10n ** BigInt(fraction.length)
  const smallest = (2n * units * BigInt(whole + fraction) * 10n ** BigInt(digits) + under) / (2n * under)
  const text = smallest.toString().padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** Returns a rate as a decimal text such as 7.1104, with up to nine decimals (as many as the file of rates may have) and never with an exponent. */
export function decimalText(rate: number): string {
  assert(rate > 0 && rate < 1e9, 'a rate is a number above 0')
  return rate.toFixed(9).replace(/\.?0+$/, '')
}
