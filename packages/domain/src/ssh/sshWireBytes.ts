/** Bytes of the SSH wire format (RFC 4251 section 5), enough for keys: strings with a length of 4 bytes before them, and uint32. */
export function sshWireBytes(parts: readonly (Uint8Array | number)[]): Uint8Array {
  const length = parts.reduce<number>((sum, part) => sum + (typeof part === 'number' ? 4 : 4 + part.length), 0)
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  let offset = 0
  for (const part of parts) {
    view.setUint32(offset, typeof part === 'number' ? part : part.length)
    offset += 4
    if (typeof part === 'number') continue
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}

/** ASCII text as bytes; asserts nothing, callers pass constants and comments. */
export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0x7f)
}

/** Standard base64 with padding. */
export function base64FromBytes(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** 32 bytes from `0x` and 64 hex digits; throws a RangeError otherwise, so that a bad key never becomes a shorter one. */
export function keyBytesFromHex(hex: string): Uint8Array {
  if (!/^0x[0-9a-f]{64}$/i.test(hex)) throw new RangeError('expected 0x and 64 hex digits')
  return Uint8Array.from({ length: 32 }, (_, index) => Number.parseInt(hex.slice(2 + index * 2, 4 + index * 2), 16))
}
