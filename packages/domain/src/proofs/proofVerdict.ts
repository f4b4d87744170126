/** The observations of one drawn timer. */
export type TimerView = {
  readonly stake: bigint
  /** Its nonce was on the board before z. */
  readonly hasNonce: boolean
  /** The prover opened the rows of its nonce. */
  readonly opened: boolean
  /** From the first sight of the slot's block to the commit, in milliseconds of one monotonic clock. Null: no commit came. */
  readonly commitMs: number | null
}

/**
 * - `passed`: all opened rows are right, and enough stake received the commit in time.
 * - `wrong`: an opened row is wrong.
 * - `unproven`: late or silent. No fraud: somebody else may have filled the line.
 * - `uncounted`: too few nonces. The slot counts for nobody.
 */
export type ProofVerdict = 'passed' | 'wrong' | 'unproven' | 'uncounted'

/** Returns how long a class with this reference may take, in milliseconds: 1.25 times as long. */
export function windowMs(referenceSeconds: number): number {
  return Math.floor(referenceSeconds * 1_250)
}

/**
 * Judges a proof in one slot by the stake of the drawn timers. Nonces of more than two thirds must be on the board; more than one third must have received the
 * commit within the window, so that a third of liars cannot fail an honest node.
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
