import { assert, type Hex32, keccak256Hex, packWords } from '@infinitio/domain'

/**
 * Where the segments of a check come from: the hash of the block with the number `block`, which did not exist when the training ended. `of` is the hash of the
 * list of files of its last state, so the draw belongs to this result.
 */
export type CheckDraw = { readonly block: number; readonly of: Hex32 }

/**
 * The outcome for one segment of a training.
 * - `equal`: run again, it gives the same bytes as the stored state.
 * - `close`: the bytes differ, and the scores of both states differ by at most the tolerance of the job.
 * - `differs`: the state differs.
 * - `copied`: the stored state after the segment has the same bytes as the one before. This needs no run.
 */
export type CheckedSegment = {
  readonly segment: number
  readonly verdict: 'equal' | 'close' | 'differs' | 'copied'
  /** The difference of both scores, if the job has a tolerance. */
  readonly difference?: number | undefined
}

/**
 * The result of the check of a training. `segments` are those that were run again, and those that were only copied, by their number from 1 to `of`. `score` is
 * the score of the last state on the hidden files, or null. `trainedOn` and `checkedOn` are the leases of both.
 */
export type CheckReport = {
  readonly of: number
  readonly segments: readonly CheckedSegment[]
  readonly score: number | null
  readonly trainedOn: readonly string[]
  readonly checkedOn: readonly string[]
}

/** How many segments of a training are run again. */
export const checkedSegments = 2

/**
 * Returns the segments to run again, in their order: two different ones of 1 to `segments`, from the hash of the block of a draw. Every pair is equally likely.
 * Anybody with the block and the journal of the job calculates the same ones.
 */
export function drawnSegments({ blockHash, of, segments }: { readonly blockHash: Hex32; readonly of: Hex32; readonly segments: number }): number[] {
  assert(segments >= checkedSegments, 'a training has enough segments')
  const left = Array.from({ length: segments }, (_, index) => index + 1)
  const drawn: number[] = []
  for (let at = 0n; at < BigInt(checkedSegments); at++) {
    const random = BigInt(keccak256Hex(packWords([BigInt(blockHash), BigInt(of), at])))
    drawn.push(...left.splice(Number(random % BigInt(left.length)), 1))
  }
  return drawn.toSorted((one, other) => one - other)
}

/**
 * Returns the chance, from 0 to 1, that a check finds a training in which `faked` of `segments` segments were not run as the job asks: that at least one of them
 * is drawn.
 */
export function chanceToFind({ segments, faked }: { readonly segments: number; readonly faked: number }): number {
  let missed = 1
  for (let at = 0; at < checkedSegments; at++) missed *= Math.max(0, segments - faked - at) / (segments - at)
  return 1 - missed
}

/** Returns true if a check found no segment that differs or was copied. */
export function isWhole({ segments }: Pick<CheckReport, 'segments'>): boolean {
  return segments.every(({ verdict }) => verdict === 'equal' || verdict === 'close')
}
