import type { Currency } from '../signs/meaning.ts'
import type { TypedPrice } from '../wishes/wishes.ts'

/** The value of one PT in a currency, from the operator's rates file. */
export type Rate = { readonly currency: string; readonly perPt: number }

const unitsPerPt = 10n ** 18n
const longestDigits = 15

/**
 * Converts a price to PToken base units, rounded down. Returns null if the operator gives no rate for its currency. Dollars need no rate, because one
 * PT redeems for one dollar coin.
 */
export function unitsOf({ amount, currency }: TypedPrice, rates: readonly Rate[]): bigint | null {
  const typed = fractionOf(amount)
  const perPt = perPtOf(currency, rates)
  if (typed === null || perPt === null || perPt.over === 0n) return null
  return (typed.over * unitsPerPt * perPt.under) / (typed.under * perPt.over)
}

type Fraction = { readonly over: bigint; readonly under: bigint }

function perPtOf(currency: Currency, rates: readonly Rate[]): Fraction | null {
  if (currency === 'PT') return { over: 1n, under: 1n }
  const rate = rates.find((one) => one.currency === currency)
  if (rate !== undefined) return fractionOf(String(rate.perPt))
  return currency === 'USD' ? { over: 1n, under: 1n } : null
}

/** Parses a decimal number to a fraction of integers. Returns null for other text, and for too many digits. */
function fractionOf(decimal: string): Fraction | null {
  const [, whole = '', part = ''] = /^(\d+)(?:\.(\d+))?$/.exec(decimal) ?? []
  if (whole === '' || whole.length > longestDigits || part.length > longestDigits) return null
  return { over: BigInt(whole + part), under: 10n ** BigInt(part.length) }
}
