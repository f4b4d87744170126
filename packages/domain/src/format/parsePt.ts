import { type PTokenUnits, pTokenUnits } from '../units/pTokenUnits.ts'

/** Reads an amount of PToken a person typed ("12", "0.5", "1,200.25") into base units, exactly. Null when it is not one. */
export function parsePt(text: string): PTokenUnits | null {
  const match = /^(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d{0,18}))?$/.exec(text.trim())
  if (match === null || (!match[1] && !match[2])) return null
  const whole = BigInt((match[1] ?? '0').replaceAll(',', ''))
  const fraction = BigInt((match[2] ?? '').padEnd(18, '0'))
  return pTokenUnits(whole * 10n ** 18n + fraction)
}
