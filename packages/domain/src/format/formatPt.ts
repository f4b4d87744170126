import { assert } from '../assertNever.ts'
import { plainNumber } from './plainNumber.ts'
import { pTokenUnits, type PTokenUnits } from '../units/pTokenUnits.ts'

const unitsPerPt = 10n ** 18n
/** The smallest amount that 8 decimals can show, in base units. */
const leastShown = unitsPerPt / 10n ** 8n

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

/**
 * Returns an amount in PT: with 2 decimals from 0.1 PT on, and with up to 8 for smaller amounts. Rounds half away from zero. An amount that would round to zero
 * is shown as less than the smallest amount, because it is not free.
 */
export function amountText(units: bigint): string {
  const magnitude = units < 0n ? -units : units
  if (magnitude > 0n && 2n * magnitude < leastShown) return `${units < 0n ? '-' : ''}<${formatPt(leastShown, { digits: 8 })}`
  const [whole, fraction = ''] = formatPt(units, { digits: digitsThatSpeak(magnitude) }).split('.')
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`
}

/** Returns the number of decimals (2 to 8) with which an amount below 1 PT shows two significant digits. Returns 2 for 0 and for larger amounts. */
function digitsThatSpeak(magnitude: bigint): number {
  if (magnitude === 0n || magnitude >= unitsPerPt) return 2
  let digits = 2
  let floor = unitsPerPt / 10n
  while (digits < 8 && magnitude < floor) {
    digits += 1
    floor /= 10n
  }
  return digits
}

/** Parses a typed amount of PToken ("12", "0.5", "1,200.25", also with full-width digits and signs) into base units, exactly. Returns null for another text. */
export function parsePt(text: string): PTokenUnits | null {
  const match = /^([1-9]\d{0,2}(?:,\d{3})+|\d+)?(?:\.(\d{0,18}))?$/.exec(plainNumber(text).trim())
  if (match === null || (!match[1] && !match[2])) return null
  const whole = BigInt((match[1] ?? '0').replaceAll(',', ''))
  const fraction = BigInt((match[2] ?? '').padEnd(18, '0'))
  return pTokenUnits(whole * 10n ** 18n + fraction)
}
