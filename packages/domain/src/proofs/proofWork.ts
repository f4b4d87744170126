/** The parameters of a GPU proof, which decide how much it calculates. Each class of GPUs has one size; a node may answer with fewer rows. */
export type ProofWork = {
  /** Rows of the matrix A, which fills the GPU's memory. They must form whole segments. */
  readonly rows: number
  /** The rows form segments of 2^segmentBits rows each, which are shuffled as a whole. */
  readonly segmentBits: number
  /** How often SHA-256 is applied to make each block of a row. This is the cost of a row that the prover does not store and has to make again. */
  readonly hashes: number
  /** The number of passes. In each pass, one matrix product is calculated. The Merkle root of each product decides the next matrix B. */
  readonly passes: number
  /** The number of rows that all nonces together sample. At least one row of each pass is sampled. */
  readonly samples: number
}

/** Bytes of a row of A: 4,096 values of int8. */
export const rowBytes = 4_096
/** Words of 32 bits in a row. */
export const rowWords = rowBytes / 4
/** Blocks of 32 bytes in a row. Each is one SHA-256 hash. */
export const blocksPerRow = rowBytes / 32
/** Columns of the matrix B. Each row of the product C has as many int32 values. */
export const columnCount = 8

/** The largest allowed values of a proof's parameters. `ProofChecker` has the same limits, so that it can check a wrong value within the gas of one block. */
export const proofLimits = { rows: 2 ** 26, segmentBits: 15, segments: 1_536, hashes: 32, passes: 64, samples: 80, timers: 16, gpus: 64 } as const

/**
 * Returns true if a proof of this size is within the limits, and has whole segments and at least one sample for each pass. Calculates the same as
 * `ProofCommitLib.isPossible`, which also compares the number of roots.
 */
export function isPossibleWork({ rows, segmentBits, hashes, passes, samples }: ProofWork): boolean {
  const limits = proofLimits
  if (![rows, hashes, passes, samples].every((count) => Number.isInteger(count) && count >= 1)) return false
  if (!Number.isInteger(segmentBits) || segmentBits < 0 || segmentBits > limits.segmentBits) return false
  if (rows > limits.rows || hashes > limits.hashes || passes > limits.passes || samples > limits.samples || samples < passes) return false
  const segments = rows / 2 ** segmentBits
  return Number.isInteger(segments) && segments <= limits.segments
}

/** Returns how many rows each of `nonces` nonces samples: all samples divided by the number of nonces, rounded up. */
export function samplesPerNonce({ samples }: Pick<ProofWork, 'samples'>, nonces: number): number {
  return Math.ceil(samples / nonces)
}
