import { formatPt } from '@infinitio/domain'

const unitsPerPt = 10n ** 18n
/** The smallest amount that 8 decimals can show, in base units. */
const leastShown = unitsPerPt / 10n ** 8n

/**
 * Returns an amount in PT: with 2 decimals from 0.1 PT on, and with up to 8 for smaller amounts. Rounds half away from zero. An amount that would round to zero
 * is shown as less than the smallest amount, because it is not free.
 */
export function amountText(units: bigint): string {
  const magnitude = units < 0n ? -units : units
  if (magnitude > 0n && 2n * magnitude < leastShown) return `${units < 0n ? '-' : ''}<${formatPt(leastShown, { digits: 8 })}`
  return withoutIdleZeros(formatPt(units, { digits: digitsThatSpeak(units) }))
}

/** Returns an amount with all its digits, at least two decimals. Receipts use it, so that they equal the contract's number. */
export function exactAmountText(units: bigint): string {
  return withoutIdleZeros(formatPt(units, { digits: 18 }))
}

/** Returns the decimals (2 to 8) with which an amount that grows by `unitsPerSecond` changes visibly each second. */
export function digitsThatMove(unitsPerSecond: bigint): number {
  let digits = 2
  let step = unitsPerPt / 100n
  while (digits < 8 && unitsPerSecond < step) {
    digits += 1
    step /= 10n
  }
  return digits
}

/** Removes trailing zeros, but leaves at least two decimals. */
function withoutIdleZeros(text: string): string {
  const [whole, fraction = ''] = text.split('.')
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`
}

function digitsThatSpeak(units: bigint): number {
  const magnitude = units < 0n ? -units : units
  if (magnitude === 0n || magnitude >= unitsPerPt) return 2
  let digits = 2
  let floor = unitsPerPt / 10n
  while (digits < 8 && magnitude < floor) {
    digits += 1
    floor /= 10n
  }
  return digits
}
