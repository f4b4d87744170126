import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from '../hashing/hex32.ts'
import { nodeBytes, treeDepth } from './proofTree.ts'
import type { ProofOpening } from './verifyProof.ts'

/** The most bytes that a node may send for one GPU in a slot of GPU proofs, when it shows the rows of its proof that validators asked for. */
export const mostOpeningBytes = 98_304
const headBytes = 8 + nodeBytes

/**
 * Returns the number of bytes of one revealed row in encoded form. It consists of row number and pass number (4 bytes each, big-endian), the row of the product
 * C (32 bytes), and the Merkle path. `rows` is the number of rows of the proof.
 */
export function openingSize(rows: number): number {
  return headBytes + treeDepth(rows) * nodeBytes
}

/** Encodes revealed rows as bytes, one after another. */
export function encodeOpenings(openings: readonly ProofOpening[]): Uint8Array {
  const sizes = openings.map(({ path }) => headBytes + path.length * nodeBytes)
  const bytes = new Uint8Array(sizes.reduce((sum, size) => sum + size, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const { row, pass, product, path } of openings) {
    view.setUint32(at, row)
    view.setUint32(at + 4, pass)
    for (const hash of [product, ...path]) {
      bytes.set(hexToBytes(hash.slice(2)), at + 8)
      at += nodeBytes
    }
    at += 8
  }
  return bytes
}

/**
 * Decodes the revealed rows of a proof with this number of rows. Returns null if the bytes are not a whole number of openings. Does not check the Merkle paths
 * or the products.
 */
export function decodeOpenings(bytes: Uint8Array, { rows }: { readonly rows: number }): ProofOpening[] | null {
  const size = openingSize(rows)
  if (bytes.length === 0 || bytes.length % size !== 0) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const hashAt = (at: number): Hex32 => `0x${bytesToHex(bytes.subarray(at, at + nodeBytes))}` as Hex32
  return Array.from({ length: bytes.length / size }, (_, index) => {
    const at = index * size
    const path = Array.from({ length: treeDepth(rows) }, (__, level) => hashAt(at + headBytes + level * nodeBytes))
    return { row: view.getUint32(at), pass: view.getUint32(at + 4), product: hashAt(at + 8), path }
  })
}
