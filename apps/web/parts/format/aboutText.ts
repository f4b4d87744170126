import { reading } from '#web/i18n/reading.ts'

/** The smallest value that is shown as a number, in the reader's currency. A smaller value shows as "<0.0001". */
const leastShown = 0.0001

/**
 * Returns the approximate value of an amount in the reader's currency, such as "≈ 14.1 CNY". `units` is in PToken base units. Returns null if no currency is
 * chosen or no rate is known. The value is only an aid, never the amount to pay.
 */
export function aboutText(units: bigint): string | null {
  const { rate } = reading()
  if (rate === null) return null
  const value = (Number(units) / 1e18) * rate.perPt
  const magnitude = Math.abs(value)
  if (magnitude > 0 && magnitude < leastShown) return `${value < 0 ? '-' : ''}<${leastShown}\u00a0${rate.currency}`
  return `≈\u00a0${value.toLocaleString('en', { maximumSignificantDigits: 3 })}\u00a0${rate.currency}`
}
