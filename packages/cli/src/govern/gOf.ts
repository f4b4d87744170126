import { parsePt, refusal } from '@infinitio/sdk'

/** Reads an amount of G, which has 18 decimals as PT has. Returns base units. Throws `api.invalid_field` for anything else and for 0. */
export function gOf(text: string): bigint {
  const amount = parsePt(text)
  if (amount === null || amount === 0n) throw refusal('api.invalid_field', { detail: `${text} is not an amount of G tokens` })
  return amount
}
