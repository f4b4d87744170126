/** The observations of one timer (a validator of the hour's committee that measures when answers arrive) about the answer of a GPU. */
export type TimerView = {
  readonly stake: bigint
  /** The nonce of the timer (a validator that measures) was published in time, before block z. */
  readonly hasNonce: boolean
  /** The prover revealed the rows that the timer's nonce samples. */
  readonly opened: boolean
  /**
   * Milliseconds from the moment when the timer (the measuring validator) first saw the slot's block until the commit arrived, on one monotonic clock. Null: no
   * commit arrived.
   */
  readonly commitMs: number | null
}

/**
 * The verdict about one proof.
 * - `passed`: all revealed rows are right, and timers (measuring validators) with more than a third of the stake received the commit in time.
 * - `wrong`: a revealed row is wrong.
 * - `unproven`: the answer was late, or rows were not revealed. That does not prove fraud, because somebody else may have overloaded the machine's connection.
 * - `uncounted`: timers with no more than two thirds of the stake published their nonces. The slot counts for no GPU.
 */
export type ProofVerdict = 'passed' | 'wrong' | 'unproven' | 'uncounted'

/** Returns the longest time that a proof may take, in milliseconds: 1.25 times the time of an honest prover. */
export function windowMs(referenceSeconds: number): number {
  return Math.floor(referenceSeconds * 1_250)
}

/**
 * Judges a proof in one slot by the stake of the timers (the committee of validators that measure). The slot counts only if timers with more than two thirds of
 * the stake published their nonces. To pass, the commit must have reached timers with more than one third of the stake in time. So timers with at most a third
 * of the stake cannot make an honest node fail by lying about times.
 */
export function proofVerdict(
  timers: readonly TimerView[],
  { rowsRight, referenceSeconds }: { rowsRight: boolean; referenceSeconds: number },
): ProofVerdict {
  const drawn = stakeOf(timers)
  const counted = timers.filter(({ hasNonce }) => hasNonce)
  if (stakeOf(counted) * 3n <= drawn * 2n) return 'uncounted'
  if (!rowsRight) return 'wrong'
  if (counted.some(({ opened }) => !opened)) return 'unproven'
  const inTime = counted.filter(({ commitMs }) => commitMs !== null && commitMs <= windowMs(referenceSeconds))
  return stakeOf(inTime) * 3n > drawn ? 'passed' : 'unproven'
}

function stakeOf(timers: readonly TimerView[]): bigint {
  return timers.reduce((sum, { stake }) => sum + stake, 0n)
}

const wholeBps = 10_000

/** A time that a timer (a validator that measures when answers arrive) measured, in milliseconds, with the timer's stake. */
type MeasuredTime = { readonly stake: bigint; readonly ms: number }

/**
 * Returns the speed of a proof relative to the reference of its class, in basis points, rounded down: the reference time divided by the median of the timers'
 * times, weighted by their stake. At most 10,000, also for a faster card, because the class decides the price. Timers (measuring validators) with less than
 * half of the stake cannot move the median below the shortest or above the longest time of the other timers. Returns 0 if no timer measured a time.
 */
export function proofSpeedBps(times: readonly MeasuredTime[], referenceSeconds: number): number {
  const ordered = times.toSorted((one, other) => one.ms - other.ms)
  const all = ordered.reduce((sum, { stake }) => sum + stake, 0n)
  let before = 0n
  const median = ordered.find(({ stake }) => {
    before += stake
    return before * 2n >= all
  })
  if (median === undefined) return 0
  return Math.min(wholeBps, Math.floor((referenceSeconds * 1_000 * wholeBps) / Math.max(1, median.ms)))
}
