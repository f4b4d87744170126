import { amountText, parsePt } from '@infinitio/domain'

/** Number of PT base units (18 decimals) that equal one base unit (6 decimals) of the USD coin. */
export const coinScale = 10n ** 12n

/** Returns USD coin base units (6 decimals) as "640.00", and an amount below 0.1 with two significant digits. */
export function stableText(stableUnits: bigint): string {
  return amountText(stableUnits * coinScale)
}

/**
 * Parses a typed amount of USD coin to base units of the coin (six decimals). Returns null if the text is not a number, is zero, or has more than six decimals.
 */
export function parseStable(text: string): bigint | null {
  const units = parsePt(text)
  if (units === null || units === 0n || units % coinScale !== 0n) return null
  return units / coinScale
}

/** Returns the PT base units that an amount of USD coin mints: 98 % of the amount, converted to 18 decimals. It rounds down, as the contract does. */
export function mintedBy(stableUnits: bigint): bigint {
  return (stableUnits * coinScale * 98n) / 100n
}

/** Parses a typed amount of PT to base units. Returns null if it is not a number or is zero. */
export function parseAmount(text: string): bigint | null {
  const units = parsePt(text)
  return units === null || units === 0n ? null : units
}
