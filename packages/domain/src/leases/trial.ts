import { durationSeconds, type DurationSeconds, unixSeconds, type UnixSeconds } from '../units/seconds.ts'

/** Longest trial of a lease, in seconds. */
const mostTrialSeconds = 3_600n
/** A cluster shorter than this has no trial: its members may leave free until 900 s after the start, and that is a tenth of it. */
export const leastTrialClusterSeconds = 9_000n
const trialShare = 10n

/** The trial that an ask offers, and the length and kind of the lease that takes it. */
export type TrialInput = { askTrialSeconds: DurationSeconds; durationSeconds: DurationSeconds; cluster: boolean }

/**
 * Returns the trial that a lease gets of its ask, in seconds: the smallest of the ask's trial, one hour and a tenth of the lease, rounded
 * down. A cluster shorter than 9,000 s gets none. Whether the account may have a trial today is `nextTrialAt`. An extension changes nothing.
 * Twin of `MarketSettling._trialOf`; vectors: `vectors/trials.json`.
 */
export function trialSecondsOf({ askTrialSeconds, durationSeconds: duration, cluster }: TrialInput): DurationSeconds {
  if (cluster && duration < leastTrialClusterSeconds) return durationSeconds(0n)
  const share = duration / trialShare
  const most = share < mostTrialSeconds ? share : mostTrialSeconds
  return askTrialSeconds < most ? askTrialSeconds : durationSeconds(most)
}

const trialEverySeconds = 86_400n

/**
 * From when a lease that an account books may have a free trial: null when it may now. An account has one a day, counted from the settle of the
 * last lease that got one. Twin of `MarketSettling._trialOf`, which gives none either to a lease that starts more than 600 s after its settle.
 */
export function nextTrialAt({ lastTrialAt, now }: { lastTrialAt: UnixSeconds | null; now: UnixSeconds }): UnixSeconds | null {
  if (lastTrialAt === null || now >= lastTrialAt + trialEverySeconds) return null
  return unixSeconds(lastTrialAt + trialEverySeconds)
}
