import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type Keccak, keccak256, keccak256Hex } from '../hashing/keccak256.ts'
import { assert } from '../assertNever.ts'

const wordBytes = 32
const low32 = 0xffff_ffff
const low64 = 0xffff_ffff_ffff_ffffn
const notADigit = 255

/** The value of each hex digit, at the index of its character code. */
const digits = new Uint8Array(128).fill(notADigit)
for (let digit = 0; digit < 16; digit += 1) {
  digits[digit.toString(16).charCodeAt(0)] = digit
  digits[digit.toString(16).toUpperCase().charCodeAt(0)] = digit
}

type Place = { bytes: Uint8Array; view: DataView; at: number }

/** One field of an EIP-712 struct, with the contract's name and type. Our structs have only types of a fixed size. */
export type StructField = { readonly name: string; readonly type: 'address' | 'bytes32' | 'bool' | `uint${number}` }

/** The type of an EIP-712 struct: its name, its fields in signing order, and the hash of both (`typeHash`). */
export type StructType = { readonly name: string; readonly fields: readonly StructField[]; readonly typeHash: bigint }

/** The TypeScript types that a field of a struct may have. */
export type FieldValue = bigint | number | boolean | string

/** Makes the EIP-712 type of a struct: its name, its fields in the given sequence, and the hash of both. */
export function structType(name: string, fields: readonly StructField[]): StructType {
  const signature = `${name}(${fields.map((field) => `${field.type} ${field.name}`).join(',')})`
  return { name, fields, typeHash: BigInt(keccak256Hex(utf8ToBytes(signature))) }
}

/**
 * Returns the EIP-712 hashStruct: keccak256(typeHash ‖ fields). Asserts that each value fits its signed type. `keccak` is this package's function, or a faster
 * one with the same results.
 */
export function hashStruct(type: StructType, values: object, keccak: Keccak = keccak256): Uint8Array {
  return keccak(packStruct(type, values))
}

/**
 * Returns typeHash ‖ fields for the EIP-712 hash of a struct, one 32-byte word for each. Asserts that each value exists and fits its signed type. Every order
 * is encoded here. For speed, hex is copied digit by digit, and small numbers never become bigints.
 */
function packStruct(type: StructType, values: object): Uint8Array {
  const record = values as Record<string, FieldValue | undefined>
  const bytes = new Uint8Array((type.fields.length + 1) * wordBytes)
  const view = new DataView(bytes.buffer)
  writeWord(view, 0, type.typeHash)
  let at = wordBytes
  for (const field of type.fields) {
    writeField({ bytes, view, at }, field, record[field.name])
    at += wordBytes
  }
  return bytes
}

function writeField({ bytes, view, at }: Place, field: StructField, value: FieldValue | undefined): void {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) {
    assert(value < 2 ** bitsOf(field.type), `${field.name} fits ${field.type}`)
    view.setUint32(at + 24, Math.floor(value / 2 ** 32))
    view.setUint32(at + 28, value & low32)
    return
  }
  if (typeof value === 'string' && writeHex({ bytes, view, at }, value, bitsOf(field.type) / 8)) return
  assert(value !== undefined, `${field.name} is present`)
  const word = BigInt(value)
  assert(word >= 0n && word >> BigInt(bitsOf(field.type)) === 0n, `${field.name} fits ${field.type}`)
  writeWord(view, at, word)
}

/** Writes 0x-hex of exactly `size` bytes to the right end of a 32-byte word. Returns false for any other text; the content of the word is then undefined. */
function writeHex({ bytes, at }: Place, text: string, size: number): boolean {
  if (text.length !== 2 + size * 2 || !text.startsWith('0x')) return false
  const start = at + wordBytes - size
  for (let place = 0; place < size; place += 1) {
    const high = digits[text.charCodeAt(2 + place * 2)] ?? notADigit
    const low = digits[text.charCodeAt(3 + place * 2)] ?? notADigit
    if (high === notADigit || low === notADigit) return false
    bytes[start + place] = high * 16 + low
  }
  return true
}

function writeWord(view: DataView, at: number, word: bigint): void {
  if (word > low64) {
    view.setBigUint64(at, word >> 192n)
    view.setBigUint64(at + 8, (word >> 128n) & low64)
    view.setBigUint64(at + 16, (word >> 64n) & low64)
  }
  view.setBigUint64(at + 24, word & low64)
}

function bitsOf(type: StructField['type']): number {
  if (type === 'bool') return 1
  if (type === 'address') return 160
  if (type === 'bytes32') return 256
  return Number(type.slice('uint'.length))
}
