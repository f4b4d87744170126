import { type Hex32, isHex32, sealedTagBytes } from '@infinitio/domain'

/**
 * The encrypted part of a request. `box` has the key of the prompt, which only the service can decrypt, and `commitment` binds the client to that key. `text`
 * is the encrypted body in base64url. `bytes` and `messages` are the number of bytes and the number of messages of that body; a router needs them for the
 * price.
 */
export type SealedPrompt = {
  readonly box: string
  readonly commitment: Hex32
  readonly text: string
  readonly bytes: number
  readonly messages: number
}

/** Maximum length, in characters, of an encrypted prompt key. The key is in a box of secrets, which is padded to whole KiB. One KiB is enough for the key. */
const mostBoxCharacters = 8_192

/** Parses the field `sealed` of a request. Returns null if a part is missing, or if the stated bytes do not fit the length of the encrypted text. */
export function readSealedPrompt(value: unknown): SealedPrompt | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const { box, commitment, text, bytes, messages } = value as Readonly<Record<string, unknown>>
  if (typeof box !== 'string' || box.length > mostBoxCharacters || typeof text !== 'string') return null
  if (typeof commitment !== 'string' || !isHex32(commitment) || !isCount(bytes) || !isCount(messages)) return null
  return text.length === base64Length(bytes + sealedTagBytes) ? { box, commitment, text, bytes, messages } : null
}

/** Returns the number of characters that base64url without padding needs for some bytes. */
export function base64Length(bytes: number): number {
  return Math.ceil((bytes * 4) / 3)
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
