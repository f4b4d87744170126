import { expandBlock, type ProofKey } from './proofKeys.ts'
import { blocksPerRow } from './proofWork.ts'
import { hashBlock, hashWords, messageBlock } from './sha256Block.ts'

const message = messageBlock(32)

/**
 * Writes a row of A to `out` from index `at`, 1,024 words: each block of 32 bytes is SHA-256 of key, row and block, hashed `hashes` times in all. A prover that
 * stores less than all rows pays this again in each pass.
 */
export function makeRow(key: ProofKey, { row, hashes }: { row: number; hashes: number }, out: Int32Array, at: number): void {
  for (let block = 0; block < blocksPerRow; block += 1) {
    expandBlock(key, { first: row, second: block }, message, 0)
    for (let done = 1; done < hashes; done += 1) hashBlock(message, message, 0)
    for (let word = 0; word < hashWords; word += 1) out[at + block * hashWords + word] = message[word] as number
  }
}
