import { assert } from '@infinitio/domain'

/** How a field is packed: `hex` as its bytes, `number` and `units` as big-endian integers. */
export type FieldKind = 'hex' | 'number' | 'units'
/** The fields of a packed record in their order, each with its kind and its number of bytes. */
export type Layout = Readonly<Record<string, readonly [kind: FieldKind, bytes: number]>>
type Kinds = { hex: `0x${string}`; number: number; units: bigint }
/** The values of a record, by the names of its packed fields. */
export type FieldValues<L extends Layout> = { readonly [Name in keyof L]: Kinds[L[Name][0]] }

/** Returns the number of bytes of a record with these fields. */
export function bytesOfLayout(layout: Layout): number {
  return Object.values(layout).reduce((sum, [, bytes]) => sum + bytes, 0)
}

/** Packs the values of a record into bytes. Throws if a value does not fit its field. */
export function packFields<L extends Layout>(layout: L, values: FieldValues<L>): Uint8Array {
  const hex = Object.entries(layout).map(([name, [kind, bytes]]) => {
    const value = values[name] as `0x${string}` | number | bigint
    const digits = kind === 'hex' ? String(value).slice(2) : value.toString(16).padStart(bytes * 2, '0')
    assert(digits.length === bytes * 2 && /^[0-9a-f]*$/.test(digits), `${name} fits ${bytes} bytes`)
    return digits
  })
  return bytesOfHex(hex.join(''))
}

/** Parses packed bytes into values, or returns null if the number of bytes is wrong. Number fields must have at most 6 bytes to be exact. */
export function readFields<L extends Layout>(layout: L, packed: Uint8Array): FieldValues<L> | null {
  if (packed.length !== bytesOfLayout(layout)) return null
  let at = 0
  const entries = Object.entries(layout).map(([name, [kind, bytes]]) => {
    const hex = hexOfBytes(packed.subarray(at, at + bytes))
    at += bytes
    return [name, kind === 'hex' ? hex : kind === 'units' ? BigInt(hex) : Number(hex)]
  })
  return Object.fromEntries(entries)
}

/** Returns bytes as lower-case hex with 0x. */
export function hexOfBytes(bytes: Uint8Array): `0x${string}` {
  let hex = ''
  for (const byte of bytes) hex += digitsOf[byte]
  return `0x${hex}`
}

/** Returns the bytes of a text of hex digits without 0x. */
export function bytesOfHex(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length / 2)
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16)
  return bytes
}

/** Encodes bytes in base64url without padding, for a header. */
export function toBase64Url(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Decodes base64url without padding. Returns null for any other text. */
export function fromBase64Url(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null
  const decoded = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(decoded, (letter) => letter.charCodeAt(0))
}

const digitsOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
