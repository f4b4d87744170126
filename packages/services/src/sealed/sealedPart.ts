import { fromBase64Url, toBase64Url } from '../packedFields.ts'

const paddedTo = 256
const space = 0x20

/** Returns the JSON of one encrypted part of an answer. */
export function writeSealedPart(parts: readonly Uint8Array[]): string {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return JSON.stringify({ sealed: toBase64Url(whole) })
}

/** Returns the encrypted bytes of a part, or null for any other text. */
export function readSealedPart(text: string): Uint8Array | null {
  const [, sealed] = /^\{"sealed":"([A-Za-z0-9_-]*)"\}$/.exec(text) ?? []
  return sealed === undefined ? null : fromBase64Url(sealed)
}

/**
 * Returns the greatest number of bytes that the text of an encrypted part can have, for a router that cannot read the part. It is 0 for text that is not an
 * encrypted part.
 */
export function sealedTextBytes(text: string): number {
  return readSealedPart(text)?.length ?? 0
}

/** Appends spaces up to a multiple of 256 bytes. Parsers of JSON ignore them. */
export function padded(plain: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.ceil(plain.length / paddedTo) * paddedTo).fill(space)
  whole.set(plain)
  return whole
}

/** Removes the spaces at the end. */
export function unpadded(plain: Uint8Array): Uint8Array {
  let end = plain.length
  while (end > 0 && plain[end - 1] === space) end -= 1
  return plain.subarray(0, end)
}
