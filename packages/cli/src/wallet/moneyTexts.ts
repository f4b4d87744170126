import { formatPt, parsePt, refusal } from '@infinitio/sdk'

/** PToken base units in one unit of the reserve coin. */
const coinScale = 10n ** 12n
const allDigits = { digits: 18 } as const

/** Parses an amount of PT above 0 into base units. Throws `api.invalid_field`. */
export function ptOf(text: string): bigint {
  const amount = parsePt(text)
  if (amount === null || amount === 0n) throw refusal('api.invalid_field', { detail: `${text} is not an amount of PT` })
  return amount
}

/**
 * Parses an amount of the reserve coin above 0 into its units. Throws `api.invalid_field`, also for more than six
 * decimals.
 */
export function coinOf(text: string): bigint {
  const amount = parsePt(text)
  if (amount === null || amount === 0n || amount % coinScale !== 0n) throw refusal('api.invalid_field', { detail: `${text} is not an amount of USD` })
  return amount / coinScale
}

/** Formats base units of PToken in PT, with all digits. */
export function ptText(units: bigint): string {
  return `${formatPt(units, allDigits)} PT`
}

/** Formats units of the reserve coin with all digits. */
export function coinText(stableUnits: bigint): string {
  return `${formatPt(stableUnits * coinScale, { digits: 6 })} USD`
}
