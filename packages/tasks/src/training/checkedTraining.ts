import { assert, type Hex32, keccak256Hex, packWords } from '@infinitio/domain'

/**
 * Where the segments of a check come from: the hash of the block with the number `block`, which did not exist when the training ended. `of` is the hash of the
 * list of files of its last state, so the draw belongs to this result.
 */
export type CheckDraw = { readonly block: number; readonly of: Hex32 }

/**
 * The outcome for one segment of a training.
 * - `equal`: run again, it gives the same bytes as the stored state.
 * - `close`: the bytes differ, and the scores of both states differ by at most the tolerance of the job, and by at most half of what the segment changed.
 * - `differs`: the state differs.
 * - `unclear`: the scores of both states are within the tolerance, but the score of the state before is as near, so the segment may have been skipped.
 * - `copied`: the stored state after the segment has the same bytes as the one before. This needs no run.
 */
export type CheckedSegment = {
  readonly segment: number
  readonly verdict: 'equal' | 'close' | 'differs' | 'unclear' | 'copied'
  /** The difference of both scores, if the job has a tolerance. */
  readonly difference?: number | undefined
}

/**
 * The result of the check of a training. `segments` are those that were run again, and those that were only copied, by their number from 1 to `of`. `score` is
 * the score of the last state on the hidden files, or null. `leastScore` is the least score that passes, if the job has one. `trainedOn` and `checkedOn` are the leases of both.
 */
export type CheckReport = {
  readonly of: number
  readonly segments: readonly CheckedSegment[]
  readonly score: number | null
  readonly leastScore?: number | undefined
  readonly trainedOn: readonly string[]
  readonly checkedOn: readonly string[]
}

/** The fewest segments of a training: one that is always run again, and one more. */
export const leastSegments = 2
/** This many segments are run again besides the first, if the training has so many. */
const leastDrawn = 2
/** Of a long training, one of this many segments is run again. */
const segmentsForOne = 4

/**
 * Returns how many segments of a training are run again: the first, and a quarter of the others, but at least two. So a check of 8 segments or more runs up to
 * two fifths of the training again.
 */
export function checkedCount(segments: number): number {
  const others = segments - 1
  return 1 + Math.min(others, Math.max(leastDrawn, Math.ceil(others / segmentsForOne)))
}

/**
 * Returns the segments to run again, in their order: the first, and different ones of the others from the hash of the block of a draw. All sets of others are
 * equally likely. The first is always one of them, because a training from a faked first state may be cheap to run and to run again. Anybody with the block
 * and the journal of the job calculates the same ones.
 */
export function drawnSegments({ blockHash, of, segments }: { readonly blockHash: Hex32; readonly of: Hex32; readonly segments: number }): number[] {
  assert(segments >= leastSegments, 'a training has enough segments')
  const left = Array.from({ length: segments - 1 }, (_, index) => index + 2)
  const drawn = [1]
  for (let at = 0n; drawn.length < checkedCount(segments); at++) {
    const random = BigInt(keccak256Hex(packWords([BigInt(blockHash), BigInt(of), at])))
    drawn.push(...left.splice(Number(random % BigInt(left.length)), 1))
  }
  return drawn.toSorted((one, other) => one - other)
}

/**
 * Returns the chance, from 0 to 1, that a check finds a training in which `faked` of `segments` segments were not run as the job asks, and the first was: that
 * at least one of them is drawn. A faked first segment is always found. A provider that fakes one segment may make all later ones cheap, so `faked: 1` is the
 * chance that counts.
 */
export function chanceToFind({ segments, faked }: { readonly segments: number; readonly faked: number }): number {
  const others = segments - 1
  let missed = 1
  for (let at = 0; at < checkedCount(segments) - 1; at++) missed *= Math.max(0, others - faked - at) / (others - at)
  return 1 - missed
}

/** Returns true if a check found no fault: each of its segments is equal or close, and the score is not below the least one. */
export function isWhole({ segments, score, leastScore }: Pick<CheckReport, 'segments' | 'score' | 'leastScore'>): boolean {
  if (leastScore !== undefined && (score === null || score < leastScore)) return false
  return segments.every(({ verdict }) => verdict === 'equal' || verdict === 'close')
}
