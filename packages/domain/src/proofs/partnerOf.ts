import type { Hex32 } from '../hashing/hex32.ts'
import { expandBlock, keyOfRoot, type ProofKey } from './proofKeys.ts'
import type { ProofWork } from './proofWork.ts'
import { hashWords } from './sha256Block.ts'

/**
 * The permutation that assigns each row of the matrix A its partner row in one pass (round of multiplication) of a GPU proof. The two rows are combined before
 * they are multiplied.
 */
export type Partners = {
  /** For each segment of rows, the number of the segment that contains the partners of its rows. */
  readonly segmentOf: Uint32Array
  /** Returns the position of the partner row within its segment, from the position of a row within its own segment. */
  readonly mix: (position: number) => number
  /** The random numbers that `mix` uses: a factor (which is made odd) and a summand for each of its three rounds. */
  readonly mixWords: Int32Array
}

/**
 * Returns the partners of the rows in one pass, from the Merkle root of the previous pass: the segments are shuffled, and the positions within a segment are
 * mixed. Both steps are bijective, so each row is the partner of exactly one row. If two cards pose as one, and each stores half of the matrix A, they must
 * therefore exchange about half of A in each pass.
 */
export function partnersAfter(root: Hex32, work: Pick<ProofWork, 'rows' | 'segmentBits'>): Partners {
  const segments = work.rows / 2 ** work.segmentBits
  const mixWords = new Int32Array(hashWords)
  expandBlock(keyOfRoot(root, 'rows'), { first: 0, second: 0 }, mixWords, 0)
  return { segmentOf: shuffled(keyOfRoot(root, 'segments'), segments), mix: mixOf(mixWords, work.segmentBits), mixWords }
}

/** Returns the index of the row that is combined with `row` in this pass. */
export function partnerOf({ segmentOf, mix }: Partners, row: number, segmentBits: number): number {
  const size = 2 ** segmentBits
  const segment = Math.floor(row / size)
  return (segmentOf[segment] as number) * size + mix(row % size)
}

/**
 * Shuffles the numbers 0…count − 1 by Fisher–Yates, from the last index down. Each step uses the next four random bytes. They come from the blocks (0, 0), (0,
 * 1), … that `expandBlock` makes from the key.
 */
function shuffled(key: ProofKey, count: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, place) => place)
  const words = new Int32Array(hashWords)
  for (let step = 0; step < count - 1; step += 1) {
    if (step % hashWords === 0) expandBlock(key, { first: 0, second: step / hashWords }, words, 0)
    const last = count - 1 - step
    const other = ((words[step % hashWords] as number) >>> 0) % (last + 1)
    const moved = order[last] as number
    order[last] = order[other] as number
    order[other] = moved
  }
  return order
}

const mixRounds = 3

/**
 * Returns a bijective mix of 0…2^bits − 1: three rounds of xor with the upper half, multiplication by an odd number, and addition. The mix is not affine,
 * because with half of all keys an affine mix would give even rows only even partners, and odd rows only odd ones.
 */
function mixOf(words: Int32Array, bits: number): (position: number) => number {
  const shift = Math.ceil(bits / 2)
  const mask = 2 ** bits - 1
  return (position) => {
    let value = position
    for (let round = 0; round < mixRounds; round += 1) {
      value ^= value >>> shift
      value = (Math.imul(value, (words[round * 2] as number) | 1) + (words[round * 2 + 1] as number)) & mask
    }
    return value
  }
}
