import { type UnixSeconds, unixSeconds } from '../units/unixSeconds.ts'

const trialEverySeconds = 86_400n

/**
 * From when a lease that an account books may have a free trial: null when it may now. An account has one a day, counted from the settle of the
 * last lease that got one. Twin of `MarketSettling._trialOf`, which gives none either to a lease that starts more than 600 s after its settle.
 */
export function nextTrialAt({ lastTrialAt, now }: { lastTrialAt: UnixSeconds | null; now: UnixSeconds }): UnixSeconds | null {
  if (lastTrialAt === null || now >= lastTrialAt + trialEverySeconds) return null
  return unixSeconds(lastTrialAt + trialEverySeconds)
}
