import { reading } from '#web/i18n/reading.ts'

/**
 * Returns the approximate value of an amount in the reader's currency, such as "≈ 14.1 CNY". `units` is in PToken base units. Returns null if no currency is
 * chosen or no rate is known. The value is only an aid, never the amount to pay.
 */
export function aboutText(units: bigint): string | null {
  const { rate } = reading()
  if (rate === null) return null
  return `≈\u00a0${((Number(units) / 1e18) * rate.perPt).toLocaleString('en', { maximumSignificantDigits: 3 })}\u00a0${rate.currency}`
}
