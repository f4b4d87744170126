import { refusal } from '@infinitio/sdk'

/** Units of a model that somebody typed. Throws `api.invalid_field` for what is no whole number from 1 that the contract takes. */
export function unitsOf(text: string): bigint {
  if (!/^[1-9]\d{0,18}$/.test(text)) throw refusal('api.invalid_field', { detail: `${text} are no units` })
  return BigInt(text)
}
