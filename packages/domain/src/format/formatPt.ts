import { assert } from '../assert.ts'

const unitsPerPt = 10n ** 18n

/**
 * Writes base units as PToken with exactly `digits` decimals (0 to 18), thousands separated by commas. Halves round away from
 * zero; 18 digits are exact. Negative amounts (a statement's debits) are allowed.
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
