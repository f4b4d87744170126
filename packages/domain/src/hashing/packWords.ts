import { assert } from '../assertNever.ts'

const wordBytes = 32
const low64 = 0xffff_ffff_ffff_ffffn

/** Encodes values as the chain's ABI does for static types: 32 big-endian bytes each. Asserts that each fits uint256. */
export function packWords(words: readonly bigint[]): Uint8Array {
  const bytes = new Uint8Array(words.length * wordBytes)
  const view = new DataView(bytes.buffer)
  words.forEach((word, at) => {
    assert(word >= 0n && word < 2n ** 256n, 'an ABI word fits uint256')
    view.setBigUint64(at * wordBytes, word >> 192n)
    view.setBigUint64(at * wordBytes + 8, (word >> 128n) & low64)
    view.setBigUint64(at * wordBytes + 16, (word >> 64n) & low64)
    view.setBigUint64(at * wordBytes + 24, word & low64)
  })
  return bytes
}
