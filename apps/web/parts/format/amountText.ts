import { formatPt } from '@infinitio/domain'

export { amountText } from '@infinitio/domain'

const unitsPerPt = 10n ** 18n
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

/** Returns an amount rounded to `digits` decimals, without zeros at the end, but with at least two decimals. Rounds half away from zero. */
export function roundedAmountText(units: bigint, digits: number): string {
  return withoutIdleZeros(formatPt(units, { digits }))
}

/** Removes trailing zeros, but leaves at least two decimals. */
function withoutIdleZeros(text: string): string {
  const [whole, fraction = ''] = text.split('.')
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`
}
