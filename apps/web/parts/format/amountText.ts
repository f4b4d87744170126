import { formatPt } from '@infinitio/domain'

const unitsPerPt = 10n ** 18n
/** The least that 8 decimals show. */
const leastShown = unitsPerPt / 10n ** 8n

/**
 * PT with as many decimals as the amount needs to say something: 2 from one PT up, more below, at most 8. Rounded half away from zero, but what would round to
 * nothing is said to be less than the least that is shown: it is not free.
 */
export function amountText(units: bigint): string {
  const magnitude = units < 0n ? -units : units
  if (magnitude > 0n && 2n * magnitude < leastShown) return `${units < 0n ? '-' : ''}<${formatPt(leastShown, { digits: 8 })}`
  return withoutIdleZeros(formatPt(units, { digits: digitsThatSpeak(units) }))
}

/** Every digit the amount has, at least two: what a receipt shows, equal to the contract's number. */
export function exactAmountText(units: bigint): string {
  return withoutIdleZeros(formatPt(units, { digits: 18 }))
}

/** Decimals at which a figure that grows by `unitsPerSecond` visibly moves each second: 2 to 8. */
export function digitsThatMove(unitsPerSecond: bigint): number {
  let digits = 2
  let step = unitsPerPt / 100n
  while (digits < 8 && unitsPerSecond < step) {
    digits += 1
    step /= 10n
  }
  return digits
}

/** Takes zeros off the end, but keeps two decimals. */
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
