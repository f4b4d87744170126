import type { Logger } from '@infinitio/process'
import type { Clock } from './clock.ts'

const askEveryMs = 1_000

type Options = {
  /** The wall clock. */
  readonly clock: Clock
  /** Returns the milliseconds of a monotonic clock. */
  readonly monotonicMs: () => number
  /** The time on the database's host when the engine starts. If our wall clock is more than 5 s ahead of this time, the steady clock starts with this time. */
  readonly databaseMs: number
  /**
   * Returns the times that the database and the chain report. It is called once a second while the clock must decide whether a sudden change of this computer's
   * clock is right.
   */
  readonly witness: () => Promise<TimeSaid>
  /**
   * Called repeatedly with the number of milliseconds by which an untrusted wall clock is ahead. Called with null once the clock is trusted again or was
   * corrected.
   */
  readonly onAhead: (aheadMs: number | null) => void
  readonly logger: Logger
}

type LeapSeen = { readonly sinceMonotonicMs: number; firstBlock: bigint | null; askedAtMs: number; isAsking: boolean }

/**
 * Creates a clock that ignores a wall clock which suddenly moves ahead by more than 5 s, because otherwise orders would expire too early. It continues
 * steadily until the wall clock returns or other sources confirm the new time (`isLeapRight`). It follows a wall clock that is set back, but the times in the
 * journal never decrease.
 */
export function steadyClock({ clock, monotonicMs, databaseMs, witness, onAhead, logger }: Options): Clock {
  let trusted = { wallMs: clock.nowMs(), monotonicMs: monotonicMs() }
  let leap: LeapSeen | null = null
  if (trusted.wallMs - databaseMs > mostStepMs) trusted = { ...trusted, wallMs: databaseMs }
  onAhead(null)

  function read() {
    const [wallMs, nowMonotonicMs] = [clock.nowMs(), monotonicMs()]
    return { wallMs, nowMonotonicMs, steadyMs: trusted.wallMs + Math.floor(nowMonotonicMs - trusted.monotonicMs) }
  }

  function trust({ wallMs, nowMonotonicMs }: ReturnType<typeof read>): number {
    trusted = { wallMs, monotonicMs: nowMonotonicMs }
    if (leap === null) return wallMs
    leap = null
    onAhead(null)
    logger.warn('the wall clock is trusted again')
    return wallMs
  }

  async function question(seen: LeapSeen): Promise<void> {
    const said = await witness()
    if (leap !== seen) return
    const now = read()
    const forMs = now.nowMonotonicMs - seen.sinceMonotonicMs
    if (isLeapRight({ steadyMs: now.steadyMs, wallMs: now.wallMs, forMs, firstBlock: seen.firstBlock }, said)) trust(now)
    else {
      seen.firstBlock ??= said.block?.number ?? null
      onAhead(now.wallMs - now.steadyMs)
    }
  }

  return {
    wait: clock.wait,
    nowMs() {
      const now = read()
      const aheadMs = now.wallMs - now.steadyMs
      if (aheadMs <= mostStepMs) return trust(now)
      if (leap === null) {
        leap = { sinceMonotonicMs: now.nowMonotonicMs, firstBlock: null, askedAtMs: Number.NEGATIVE_INFINITY, isAsking: false }
        onAhead(aheadMs)
        logger.error({ aheadMs }, 'the wall clock leapt ahead: time goes on at its own pace until it is mended or confirmed')
      }
      const seen = leap
      if (!seen.isAsking && now.nowMonotonicMs - seen.askedAtMs >= askEveryMs) {
        seen.isAsking = true
        seen.askedAtMs = now.nowMonotonicMs
        question(seen)
          .catch((error: unknown) => logger.warn({ err: error }, 'nobody can be asked for the time'))
          .finally(() => {
            seen.isAsking = false
          })
      }
      return now.steadyMs
    },
  }
}

/** A sudden step of the wall clock ahead by up to this many milliseconds is accepted. */
const mostStepMs = 5_000
/** A block confirms a time of the clock (the old or the new one) if the block's time differs from it by at most this many milliseconds. */
const blockNearMs = 60_000
/** If the database clock confirms a new time, a block may still refute it for this many milliseconds. */
const chainSpeaksWithinMs = 10_000

/**
 * The present time according to other sources: the clock of the database's host, and the newest block. `block` is null if the chain has no block or does not
 * answer.
 */
export type TimeSaid = { readonly databaseMs: number; readonly block: { readonly number: bigint; readonly timeMs: number } | null }

/**
 * A sudden change of the wall clock that is being checked. `wallMs` is the time that the wall clock shows, and `steadyMs` is the time that it would show
 * without the change. `forMs` is the time in ms since the change. `firstBlock` is the number of the newest block at the first check; this block may be older
 * than the change.
 */
export type Leap = { readonly steadyMs: number; readonly wallMs: number; readonly forMs: number; readonly firstBlock: bigint | null }

/**
 * Returns true if this computer's clock is right after it suddenly moved ahead, for example because the machine slept. A block close to the new time confirms
 * the new time. The new time is refuted by a later block close to the old time, or by a database clock that did not move ahead. If the database clock also
 * moved ahead and no block contradicts the new time for 10 s, the new time is accepted.
 */
export function isLeapRight({ steadyMs, wallMs, forMs, firstBlock }: Leap, { databaseMs, block }: TimeSaid): boolean {
  if (wallMs - databaseMs > mostStepMs) return false
  if (block !== null) {
    const isNearer = Math.abs(block.timeMs - wallMs) < Math.abs(block.timeMs - steadyMs)
    if (isNearer && Math.abs(block.timeMs - wallMs) <= blockNearMs) return true
    const isNew = firstBlock !== null && block.number > firstBlock
    if (isNew && !isNearer && Math.abs(block.timeMs - steadyMs) <= blockNearMs) return false
  }
  return forMs >= chainSpeaksWithinMs
}
