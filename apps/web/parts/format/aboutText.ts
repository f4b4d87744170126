import { reading } from '#web/i18n/reading.ts'

/** What base units are roughly worth in the currency that the reader thinks in, as "≈ 14.1 CNY"; null where none is chosen or no rate is known. An aid: never what is paid. */
export function aboutText(units: bigint): string | null {
  const { rate } = reading()
  if (rate === null) return null
  return `≈\u00a0${((Number(units) / 1e18) * rate.perPt).toLocaleString('en', { maximumSignificantDigits: 3 })}\u00a0${rate.currency}`
}
