import { type CanonicalValue, canonicalJson, type Hex32, sha256Hex } from '@infinitio/domain'
import { AdapterError } from './adapterError.ts'

/** The most bytes of the text of an input. The text has the submitter's queries, not the data. */
export const mostInputBytes = 262_144

/** Returns the text of an input as canonical JSON, which is the same on every machine. A store keeps this text in UTF-8. */
export function jobText(input: CanonicalValue): string {
  return canonicalJson(input)
}

/** Returns the SHA-256 of an input's text. It is the `inputRoot` of the batch. */
export function inputRootOf(text: string): Hex32 {
  return sha256Hex(new TextEncoder().encode(text))
}

/** Reads the text of an input. Throws an AdapterError if the text is not JSON, is not the canonical text of its value, or is too long. */
export function readJobText(text: string): unknown {
  const refuse = (message: string) => new AdapterError('inputInvalid', message)
  if (new TextEncoder().encode(text).length > mostInputBytes) throw refuse(`An input has at most ${mostInputBytes} bytes.`)
  const value = parsed(text, refuse)
  if (canonicalOf(value) !== text) throw refuse('The input is not canonical JSON: sort the keys, leave out white space, and write whole numbers.')
  return value
}

function parsed(text: string, refuse: (message: string) => AdapterError): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuse('The input is not JSON.')
  }
}

/** Returns the canonical JSON of a value. Returns undefined for a value that canonical JSON does not allow, such as a fraction. */
function canonicalOf(value: unknown): string | undefined {
  try {
    return canonicalJson(value as CanonicalValue)
  } catch {
    return undefined
  }
}
