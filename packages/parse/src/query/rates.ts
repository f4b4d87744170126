import type { Currency } from '../signs/meaning.ts'
import type { TypedPrice } from '../wishes/wishes.ts'

/** The value of one PT in a currency, from the operator's rates file. */
export type Rate = { readonly currency: string; readonly perPt: number }

const unitsPerPt = 10n ** 18n
const longestDigits = 15

/** A price in PToken base units, rounded down. Null where the operator gives no rate for its currency. One PT redeems for one dollar coin, so dollars need none. */
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

/** Returns a decimal number as a fraction of whole numbers. Null for another text, and for more digits than a price has. */
function fractionOf(decimal: string): Fraction | null {
  const [, whole = '', part = ''] = /^(\d+)(?:\.(\d+))?$/.exec(decimal) ?? []
  if (whole === '' || whole.length > longestDigits || part.length > longestDigits) return null
  return { over: BigInt(whole + part), under: 10n ** BigInt(part.length) }
}
