import { durationSeconds, type DurationSeconds, unixSeconds, type UnixSeconds } from '../units/seconds.ts'

/** Longest trial of a lease, in seconds. */
const mostTrialSeconds = 3_600n
/**
 * The shortest duration, in seconds, with which a cluster has a trial. During a trial, the renter of a cluster may end all its leases without payment until
 * 900 s after the start. In a shorter cluster, that would be more than a tenth of the lease.
 */
export const leastTrialClusterSeconds = 9_000n
const trialShare = 10n

/** The trial that an ask offers, in seconds, and the length and kind of the lease. */
export type TrialInput = { askTrialSeconds: DurationSeconds; durationSeconds: DurationSeconds; cluster: boolean }

/**
 * Returns the trial of a lease in seconds: the smallest of the ask's trial, one hour and a tenth of the lease, rounded down. A cluster shorter than 9,000 s has
 * none. An extension of the lease does not change it. Does not check whether the account may have a trial now; `nextTrialAt` does that. Calculates the same as
 * `MarketSettling._trialOf`; vectors: `vectors/trials.json`.
 */
export function trialSecondsOf({ askTrialSeconds, durationSeconds: duration, cluster }: TrialInput): DurationSeconds {
  if (cluster && duration < leastTrialClusterSeconds) return durationSeconds(0n)
  const share = duration / trialShare
  const most = share < mostTrialSeconds ? share : mostTrialSeconds
  return askTrialSeconds < most ? askTrialSeconds : durationSeconds(most)
}

const trialEverySeconds = 86_400n

/**
 * Returns the time from which an account's next lease may have a free trial, or null if it may have one now. An account gets one trial per day, counted from
 * the settlement of its last lease with a trial. Calculates the same as `MarketSettling._trialOf`, which also gives no trial to a lease that starts more than
 * 600 s after its settlement.
 */
export function nextTrialAt({ lastTrialAt, now }: { lastTrialAt: UnixSeconds | null; now: UnixSeconds }): UnixSeconds | null {
  if (lastTrialAt === null || now >= lastTrialAt + trialEverySeconds) return null
  return unixSeconds(lastTrialAt + trialEverySeconds)
}
