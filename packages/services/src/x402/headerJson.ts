import { isRecord } from '../jsonText.ts'
import { fromBase64Url, toBase64Url } from '../packedFields.ts'

/** The most characters of a header that are parsed. The longest header of a payment has about 3,000. */
const mostCharacters = 16_384
const padded = 4

/** Writes an object for a header of x402 (an open standard for paid HTTP requests): its JSON in UTF-8, in base64 with padding. */
export function writeHeaderJson(value: object): string {
  const text = toBase64Url(new TextEncoder().encode(JSON.stringify(value)))
  return text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .padEnd(Math.ceil(text.length / padded) * padded, '=')
}

/** Parses an object from a header of x402. Returns null for any other text, and for a text that is too long. */
export function readHeaderJson(text: string): Readonly<Record<string, unknown>> | null {
  if (text.length > mostCharacters) return null
  const bytes = fromBase64Url(
    text
      .replace(/={1,2}$/, '')
      .replaceAll('+', '-')
      .replaceAll('/', '_'),
  )
  if (bytes === null) return null
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}
