import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'
import { type ProofWork, samplesPerTimer } from './proofWork.ts'

/** The nonce of one timer, with the timer's position in the drawn committee. */
export type TimerNonce = { readonly place: number; readonly nonce: Hex32 }

/** A row of one pass that the prover must open. */
export type Sample = { readonly row: number; readonly pass: number }

/**
 * Returns the rows that one nonce samples: row keccak(commit, nonce, hash of z, j) mod rows, in the passes from a start that z gives. Rows and passes do not
 * depend on other nonces, so that leaving a nonce out removes its samples and changes no other.
 */
export function samplesOf(
  { place, nonce }: TimerNonce,
  { commit, zHash, timers, work }: { commit: Hex32; zHash: Hex32; timers: number; work: ProofWork },
): Sample[] {
  const count = samplesPerTimer(work, timers)
  const start = BigInt(zHash) + BigInt(place * count)
  return Array.from({ length: count }, (_, j) => {
    const drawn = BigInt(keccak256Hex(packWords([BigInt(commit), BigInt(nonce), BigInt(zHash), BigInt(j)])))
    return { row: Number(drawn % BigInt(work.rows)), pass: Number((start + BigInt(j)) % BigInt(work.passes)) }
  })
}
