import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'
import type { ProofSubject } from './proofKeys.ts'
import type { ProofWork } from './proofWork.ts'

/**
 * The answer of a GPU in a proof slot: one Merkle root for each pass (round of matrix multiplication). The machine sends it before it knows any nonce. The
 * nonces decide which rows it must reveal later.
 */
export type ProofCommit = { readonly subject: ProofSubject; readonly work: ProofWork; readonly roots: readonly Hex32[] }

/**
 * Returns the hash of a commit. Together with the nonces, this hash decides which rows are sampled. Calculates the same as `ProofCommitLib.hashCommit`;
 * vectors: `vectors/proofs.json`.
 */
export function hashCommit({ subject, work, roots }: ProofCommit): Hex32 {
  const { rows, segmentBits, hashes, passes, samples } = work
  const rootsHash = keccak256Hex(concatBytes(...roots.map((root) => hexToBytes(root.slice(2)))))
  const sizes = [rows, segmentBits, hashes, passes, samples].map(BigInt)
  return keccak256Hex(packWords([BigInt(subject.node), BigInt(subject.gpu), BigInt(subject.slotSeed), ...sizes, BigInt(rootsHash)]))
}

/** Returns the value from which the matrix B of a pass is made: the slot's seed for pass 0, otherwise the root of the previous pass. */
export function rootBefore({ subject, roots }: ProofCommit, pass: number): Hex32 {
  return pass === 0 ? subject.slotSeed : (roots[pass - 1] as Hex32)
}
