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
  let sum = 0
  for (const name in layout) sum += layout[name]?.[1] ?? 0
  return sum
}

/** Packs the values of a record into `packed`, which begins with the record and may be longer. Throws if a value does not fit its field. */
export function packFields<L extends Layout>(
  layout: L,
  values: FieldValues<L>,
  packed: Uint8Array = new Uint8Array(bytesOfLayout(layout)),
): Uint8Array {
  let at = 0
  for (const name in layout) {
    const [kind, bytes] = layout[name] as Layout[string]
    const value = values[name] as `0x${string}` | number | bigint
    const fits = kind === 'hex' ? setHex(packed, String(value), { at, bytes, from: 2 }) : setNumber(packed, value as number | bigint, { at, bytes })
    assert(fits, `${name} fits ${bytes} bytes`)
    at += bytes
  }
  return packed
}

/** Parses packed bytes into values, or returns null if the number of bytes is wrong. Number fields must have at most 6 bytes to be exact. */
export function readFields<L extends Layout>(layout: L, packed: Uint8Array): FieldValues<L> | null {
  if (packed.length !== bytesOfLayout(layout)) return null
  const values: Record<string, `0x${string}` | number | bigint> = {}
  let at = 0
  for (const name in layout) {
    const [kind, bytes] = layout[name] as Layout[string]
    const end = at + bytes
    values[name] = kind === 'number' ? numberOf(packed, at, end) : kind === 'hex' ? hexOfBytes(packed, at, end) : BigInt(hexOfBytes(packed, at, end))
    at = end
  }
  return values as FieldValues<L>
}

/** Returns bytes as lower-case hex with 0x. `from` and `to` limit it to a part of the bytes. */
export function hexOfBytes(bytes: Uint8Array, from = 0, to: number = bytes.length): `0x${string}` {
  let hex = ''
  for (let at = from; at < to; at += 1) hex += hexPairs[bytes[at] ?? 0]
  return `0x${hex}`
}

/** Returns the bytes of a text of lower-case or upper-case hex digits without 0x. */
export function bytesOfHex(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length / 2)
  setHex(bytes, digits.toLowerCase(), { at: 0, bytes: bytes.length, from: 0 })
  return bytes
}

/** Encodes bytes in base64url without padding, for a header. */
export function toBase64Url(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    text += letterPairs[three >> 12]
    if (left > 2) text += letterPairs[three & 0xfff]
    else if (left === 2) text += letters[(three >> 6) & 0x3f]
  }
  return text
}

/** Decodes base64url without padding. Returns null for any other text. Ignores unused bits of the last letter, as browsers do. */
export function fromBase64Url(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let [kept, bits, at] = [0, 0, 0]
  for (let index = 0; index < text.length; index += 1) {
    const value = sixBitsOf[text.charCodeAt(index)] ?? noLetter
    if (value === noLetter) return null
    kept = ((kept << 6) | value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at] = (kept >> bits) & 0xff
    at += 1
  }
  return bytes
}

type Part = { readonly at: number; readonly bytes: number }

/** Writes lower-case hex digits as bytes. Returns false if the text after `from` has another length or another character. */
function setHex(packed: Uint8Array, text: string, { at, bytes, from }: Part & { readonly from: number }): boolean {
  if (text.length !== from + 2 * bytes) return false
  for (let index = 0; index < bytes; index += 1) {
    const high = digitOf[text.charCodeAt(from + 2 * index)] ?? noLetter
    const low = digitOf[text.charCodeAt(from + 2 * index + 1)] ?? noLetter
    if (high === noLetter || low === noLetter) return false
    packed[at + index] = (high << 4) | low
  }
  return true
}

/** Writes a whole number in big-endian bytes. Returns false if it does not fit. */
function setNumber(packed: Uint8Array, value: number | bigint, { at, bytes }: Part): boolean {
  if (typeof value === 'bigint') return value >= 0n && setHex(packed, value.toString(16).padStart(2 * bytes, '0'), { at, bytes, from: 0 })
  if (!Number.isSafeInteger(value) || value < 0) return false
  let rest = value
  for (let index = at + bytes - 1; index >= at; index -= 1) {
    packed[index] = rest % 256
    rest = Math.floor(rest / 256)
  }
  return rest === 0
}

function numberOf(packed: Uint8Array, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at += 1) value = value * 256 + (packed[at] ?? 0)
  return value
}

const hexDigits = '0123456789abcdef'
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const noLetter = 255
const hexPairs = pairsOf(hexDigits)
const letterPairs = pairsOf(letters)
const digitOf = positionsOf(hexDigits)
const sixBitsOf = positionsOf(letters)

/** Returns all pairs of two characters of an alphabet, in the order of their values. */
function pairsOf(alphabet: string): readonly string[] {
  return [...alphabet].flatMap((first) => [...alphabet].map((second) => first + second))
}

/** Returns the value of each character code below 128, or `noLetter` if it is not in the alphabet. */
function positionsOf(alphabet: string): Uint8Array {
  const positions = new Uint8Array(128).fill(noLetter)
  for (let at = 0; at < alphabet.length; at += 1) positions[alphabet.charCodeAt(at)] = at
  return positions
}
