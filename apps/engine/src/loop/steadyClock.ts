import type { Logger } from '@infinitio/process'
import type { Clock } from './clock.ts'
import { isLeapRight, mostStepMs, type TimeSaid } from './judgeLeap.ts'

const askEveryMs = 1_000

type Options = {
  /** The wall clock. */
  readonly clock: Clock
  /** Returns the milliseconds of a monotonic clock. */
  readonly monotonicMs: () => number
  /** The current time of the database's host. The steady clock starts with it if the wall clock is already ahead. */
  readonly databaseMs: number
  /** Returns the times of the other sources. Called once a second while a sudden change is being checked. */
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
 * Creates a clock that ignores a wall clock which suddenly moves ahead by more than 5 s, because orders would expire by mistake. It continues steadily until
 * the wall clock returns or other sources confirm the new time (`isLeapRight`). It follows a wall clock that is set back, but the times in the journal never
 * decrease.
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
