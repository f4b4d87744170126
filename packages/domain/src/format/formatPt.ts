import { assert } from '../assertNever.ts'
import { pTokenUnits, type PTokenUnits } from '../units/pTokenUnits.ts'

const unitsPerPt = 10n ** 18n

/**
 * Returns base units as PToken with exactly `digits` decimals (0 to 18) and commas for thousands. Halves round away from zero; 18 digits are
 * exact. Amounts may be negative, such as a statement's debits.
 */
export function formatPt(units: bigint, { digits }: { digits: number }): string {
  assert(Number.isInteger(digits) && digits >= 0 && digits <= 18, 'digits are 0 to 18')
  const step = 10n ** BigInt(18 - digits)
  const magnitude = units < 0n ? -units : units
  const rounded = ((magnitude + step / 2n) / step) * step
  const whole = (rounded / unitsPerPt).toString().replace(/\B(?=(\d{3})+$)/g, ',')
  const fraction = (rounded % unitsPerPt).toString().padStart(18, '0').slice(0, digits)
  const sign = units < 0n && rounded > 0n ? '-' : ''
  return digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${fraction}`
}

/** Parses a typed amount of PToken ("12", "0.5", "1,200.25") into base units, exactly. Returns null for another text. */
export function parsePt(text: string): PTokenUnits | null {
  const match = /^([1-9]\d{0,2}(?:,\d{3})+|\d+)?(?:\.(\d{0,18}))?$/.exec(text.trim())
  if (match === null || (!match[1] && !match[2])) return null
  const whole = BigInt((match[1] ?? '0').replaceAll(',', ''))
  const fraction = BigInt((match[2] ?? '').padEnd(18, '0'))
  return pTokenUnits(whole * 10n ** 18n + fraction)
}
