import type { Hex32 } from '../hashing/hex32.ts'
import { expandBlock, keyOfRoot, type ProofKey } from './proofKeys.ts'
import { blocksPerRow, columnCount, rowBytes, rowWords } from './proofWork.ts'
import { hashBlock, hashWords, messageBlock } from './sha256Block.ts'

/** The matrix B, which is the second factor of the multiplication in one pass of a GPU proof. Its bytes are stored column by column. */
export type Columns = Int8Array

/**
 * Returns the matrix B of a pass (round of multiplication) from the Merkle root of the previous pass. Its bytes are made from a key of that root: `expandBlock`
 * (column, block) gives 32 bytes of a column.
 */
export function columnsAfter(root: Hex32): Columns {
  const key = keyOfRoot(root, 'columns')
  const words = new Int32Array(columnCount * rowWords)
  for (let column = 0; column < columnCount; column += 1) {
    for (let block = 0; block < blocksPerRow; block += 1) {
      expandBlock(key, { first: column, second: block }, words, column * rowWords + block * hashWords)
    }
  }
  return new Int8Array(words.buffer)
}

const combined = new Int32Array(rowWords)
const values = new Int8Array(combined.buffer)

/**
 * Writes a row of C = (A row ⊕ partner) · B to `out` from index `at`: eight int32 values. They are exact, because no sum exceeds 4,096 · 128 · 128 = 2^26.
 * `row` and `partner` are the indexes at which the two rows begin in `a`. Rows and columns store their bytes in the same order, so the byte order within a
 * 32-bit word does not matter.
 */
export function multiplyRow(a: Int32Array, { row, partner }: { row: number; partner: number }, columns: Columns, out: Int32Array, at: number): void {
  for (let word = 0; word < rowWords; word += 1) combined[word] = (a[row + word] as number) ^ (a[partner + word] as number)
  for (let column = 0; column < columnCount; column += 1) {
    const start = column * rowBytes
    let sum = 0
    for (let byte = 0; byte < rowBytes; byte += 1) sum = (sum + (values[byte] as number) * (columns[start + byte] as number)) | 0
    out[at + column] = sum
  }
}

const message = messageBlock(32)

/**
 * Writes a row of A (1,024 words) to `out` from index `at`. Each block of 32 bytes is the SHA-256 of key, row number and block number, which is hashed again
 * until SHA-256 was applied `hashes` times. A prover that does not store a row must do this work again in each pass.
 */
export function makeRow(key: ProofKey, { row, hashes }: { row: number; hashes: number }, out: Int32Array, at: number): void {
  for (let block = 0; block < blocksPerRow; block += 1) {
    expandBlock(key, { first: row, second: block }, message, 0)
    for (let done = 1; done < hashes; done += 1) hashBlock(message, message, 0)
    for (let word = 0; word < hashWords; word += 1) out[at + block * hashWords + word] = message[word] as number
  }
}
