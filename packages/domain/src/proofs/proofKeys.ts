import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from '../hashing/hex32.ts'
import { hashBlock, hashWords, messageBlock } from './sha256Block.ts'

/** The facts that make each GPU proof different: the GPU that makes it, and the seed of the proof slot. */
export type ProofSubject = {
  readonly node: Hex32
  /** The index of the GPU within its node, from 0. */
  readonly gpu: number
  readonly slotSeed: Hex32
}

/** A key of eight 32-bit words. `expandBlock` makes random blocks of 32 bytes from it. */
export type ProofKey = Int32Array

/** Returns the key that makes the rows of the matrix A: SHA-256 of node, GPU (4 bytes) and slot seed. So no row is the same for two GPUs, nodes or slots. */
export function rowsKey({ node, gpu, slotSeed }: ProofSubject): ProofKey {
  const number = new Uint8Array(4)
  new DataView(number.buffer).setUint32(0, gpu)
  return wordsOfBytes(sha256(concatBytes(hexToBytes(node.slice(2)), number, hexToBytes(slotSeed.slice(2)))))
}

/**
 * Three values that are made from the Merkle root of the previous pass: the columns of B, the shuffled segments, and the mixed rows within a segment. A pass is
 * one round of matrix multiplication.
 */
export type RootUse = 'columns' | 'segments' | 'rows'

/** Returns the key for one use of a pass's Merkle root: SHA-256(root ‖ use). */
export function keyOfRoot(root: Hex32, use: RootUse): ProofKey {
  return wordsOfBytes(sha256(concatBytes(hexToBytes(root.slice(2)), utf8ToBytes(use))))
}

const message = messageBlock(40)

/** Writes the block with the numbers `first` and `second` of a key to `out` from index `at`: SHA-256(key ‖ first ‖ second), with numbers of 4 bytes. */
export function expandBlock(key: ProofKey, { first, second }: { first: number; second: number }, out: Int32Array, at: number): void {
  for (let word = 0; word < hashWords; word += 1) message[word] = key[word] as number
  message[hashWords] = first
  message[hashWords + 1] = second
  hashBlock(message, out, at)
}

function wordsOfBytes(bytes: Uint8Array): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return Int32Array.from({ length: hashWords }, (_, word) => view.getInt32(word * 4))
}
