import { refusal } from '@infinitio/sdk'

/** An address that somebody typed. Throws `api.invalid_field` when it is none. */
export function keyAddress(text: string): string {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) throw refusal('api.invalid_field', { detail: `${text} is no address` })
  return text.toLowerCase()
}
