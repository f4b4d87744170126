import { assert } from '../assertNever.ts'
import type { Hex32 } from '../hashing/hex32.ts'
import { hashWords } from './sha256Block.ts'

/** Converts hex with 0x to 32-bit words, big-endian. Asserts that it has a whole number of words. */
export function wordsOf(hex: `0x${string}`): Int32Array {
  assert((hex.length - 2) % 8 === 0, 'hex has whole words')
  return Int32Array.from({ length: (hex.length - 2) / 8 }, (_, word) => Number.parseInt(hex.slice(2 + word * 8, 10 + word * 8), 16))
}

/** Returns the hash in the eight 32-bit words from index `at` as lower-case hex. */
export function hexAt(words: Int32Array, at: number): Hex32 {
  let hex = '0x'
  for (let word = at; word < at + hashWords; word += 1) hex += ((words[word] as number) >>> 0).toString(16).padStart(8, '0')
  return hex as Hex32
}

/** Returns 32-bit words as bytes, big-endian. */
export function bytesOfWords(words: Int32Array): Uint8Array {
  const bytes = new Uint8Array(words.length * 4)
  const view = new DataView(bytes.buffer)
  for (const [at, word] of words.entries()) view.setInt32(at * 4, word)
  return bytes
}
