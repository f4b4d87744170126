import { parsePt, refusal } from '@infinitio/sdk'

/**
 * Parses an amount of G tokens (18 decimals) into base units. Throws `api.invalid_field` for 0 and for any other
 * text.
 */
export function gOf(text: string): bigint {
  const amount = parsePt(text)
  if (amount === null || amount === 0n) throw refusal('api.invalid_field', { detail: `${text} is not an amount of G tokens` })
  return amount
}
