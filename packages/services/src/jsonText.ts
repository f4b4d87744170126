/** Returns true for an object that is not a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Parses a JSON object. Returns null for any other text. */
export function parsedRecord(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}

/** Returns the number of bytes of a text in UTF-8. Texts in a stream are short, and a loop over them is faster than an encoder. */
export function utf8Bytes(text: string): number {
  let bytes = text.length
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 0x80) continue
    bytes += code < 0x8_00 ? 1 : 2
    const isPair = code >= 0xd8_00 && code < 0xdc_00 && (text.charCodeAt(at + 1) & 0xfc_00) === 0xdc_00
    // Two halves of one character have 4 bytes together. A half without the other one becomes a replacement character, which has 3 bytes.
    if (isPair) at += 1
  }
  return bytes
}
