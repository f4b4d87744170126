import type { EndingTerms } from './costOfUse.ts'

/**
 * Returns the reason for the least cost of a lease, which is due if the renter ends it as soon as it is ready. `trial`: nothing, because the first seconds are
 * free. `whole`: the notice is at least as long as the lease, so the whole lease is billed. `notice`: only the notice is billed. `use`: only the used seconds
 * are billed.
 */
export function leastReason({ durationSeconds: length, noticeSeconds, trialSeconds }: EndingTerms): 'trial' | 'whole' | 'notice' | 'use' {
  if (trialSeconds > 0n) return 'trial'
  if (noticeSeconds >= length) return 'whole'
  return noticeSeconds > 0n ? 'notice' : 'use'
}
