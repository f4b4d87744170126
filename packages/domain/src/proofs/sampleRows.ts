import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'
import { type ProofWork, samplesPerNonce } from './proofWork.ts'

/** The nonce of one timer, with the timer's position in the drawn committee. */
export type TimerNonce = { readonly place: number; readonly nonce: Hex32 }

/** The nonces of a proof, in the sequence of the timers' positions, and what their samples also follow from. */
export type Sampling = { readonly commit: Hex32; readonly zHash: Hex32; readonly nonces: readonly TimerNonce[]; readonly work: ProofWork }

/** A row of one pass that the prover must open. */
export type Sample = { readonly row: number; readonly pass: number }

/**
 * Returns the rows that the nonce at `index` samples: row keccak(commit, nonce, hash of z, j) mod rows. The passes of all nonces follow one another from a start
 * that z gives, so that each pass is opened however many nonces are missing. Rows do not depend on other nonces: leaving a nonce out draws no row again.
 */
export function samplesOf(index: number, { commit, zHash, nonces, work }: Sampling): Sample[] {
  const count = samplesPerNonce(work, nonces.length)
  const start = BigInt(zHash) + BigInt(index * count)
  const nonce = BigInt((nonces[index] as TimerNonce).nonce)
  return Array.from({ length: count }, (_, j) => {
    const drawn = BigInt(keccak256Hex(packWords([BigInt(commit), nonce, BigInt(zHash), BigInt(j)])))
    return { row: Number(drawn % BigInt(work.rows)), pass: Number((start + BigInt(j)) % BigInt(work.passes)) }
  })
}
