import { z } from 'zod'
import { type Proof, proofLimits } from '../../proofs/index.ts'
import { hex32, intBetween } from '../scalars.ts'

const { rows, segmentBits, hashes, passes, samples, timers, gpus } = proofLimits
/**
 * The samples are divided equally among the nonces, rounded up. So the total may exceed `samples` by less than the number of timers, each of which has one
 * nonce.
 */
const mostOpenings = samples + timers
const mostDepth = Math.log2(rows)

/** The size of a GPU proof: its matrix rows, its passes (rounds of multiplication) and its samples. */
export const proofWorkWire = z.strictObject({
  rows: intBetween(1, rows),
  segmentBits: intBetween(0, segmentBits).describe('A segment has 2 to this power rows.'),
  hashes: intBetween(1, hashes).describe('How often each block of a row is hashed.'),
  passes: intBetween(1, passes).describe('How often all rows are multiplied.'),
  samples: intBetween(1, samples),
})

/** The answer of one GPU in a proof slot (a commit): the size of the proof, and one Merkle root for each pass (round of matrix multiplication). */
export const proofCommitWire = z.strictObject({
  subject: z.strictObject({ node: hex32, gpu: intBetween(0, gpus - 1), slotSeed: hex32 }),
  work: proofWorkWire,
  roots: z.array(hex32).min(1).max(passes),
})

/** A row of a product matrix that a nonce selected, with its Merkle path to the root of its pass (round of multiplication). */
export const proofOpeningWire = z.strictObject({
  row: intBetween(0, rows - 1),
  pass: intBetween(0, passes - 1),
  product: hex32,
  path: z.array(hex32).max(mostDepth),
})

/**
 * A whole proof as a file: the commit, the nonces that were published after it, and the rows that they sample. `seconds` is the time that the prover claims.
 */
export const proofFileWire = z.strictObject({
  format: z.literal('infinitio-proof-1'),
  commit: proofCommitWire,
  timers: intBetween(1, timers),
  nonces: z
    .array(z.strictObject({ place: intBetween(0, timers - 1), nonce: hex32 }))
    .min(1)
    .max(timers),
  zHash: hex32,
  openings: z.array(proofOpeningWire).min(1).max(mostOpenings),
  seconds: z.number().min(0).max(86_400),
})

/** A proof file after parsing, with all fields within their bounds. */
export type ProofFile = Omit<z.output<typeof proofFileWire>, keyof Proof> & Proof

/** The largest size of a proof file in bytes. Such a file has the most revealed rows, each with the longest Merkle path, in hex with quotes and commas. */
export const mostProofFileBytes = 2 ** 19
