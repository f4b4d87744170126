import { formatPt, parsePt } from '@infinitio/domain'

/** PT base units in one unit of the USD coin. */
export const coinScale = 10n ** 12n

/** USD coin base units (6 decimals) as "640.00". */
export function stableText(stableUnits: bigint): string {
  return formatPt(stableUnits * coinScale, { digits: 2 })
}

/** A typed amount of USD coin in its base units. Null when it is no amount, is nothing, or has more than six decimals. */
export function parseStable(text: string): bigint | null {
  const units = parsePt(text)
  if (units === null || units === 0n || units % coinScale !== 0n) return null
  return units / coinScale
}

/** PT base units that so much USD coin mints: 98 of 100, in 18 decimals. Rounded down, as the contract does. */
export function mintedBy(stableUnits: bigint): bigint {
  return (stableUnits * coinScale * 98n) / 100n
}

/** A typed amount of PT in base units. Null when it is no amount or is nothing. */
export function parseAmount(text: string): bigint | null {
  const units = parsePt(text)
  return units === null || units === 0n ? null : units
}
