import { parameterText, parsePt, refusal } from '@infinitio/sdk'

/** Formats base units of G with all digits and at least two decimals: "1,000.00 G". */
export function gText(units: string | bigint): string {
  return parameterText(BigInt(units), 'g')
}

/**
 * Parses an amount of G tokens (18 decimals) into base units. Throws `api.invalid_field` for 0 and for any other
 * text.
 */
export function gOf(text: string): bigint {
  const amount = parsePt(text)
  if (amount === null || amount === 0n) throw refusal('api.invalid_field', { detail: `${text} is not an amount of G tokens` })
  return amount
}
