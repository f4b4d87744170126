import type { EndingTerms } from './costOfUse.ts'

/**
 * Returns why a lease costs at least its least cost, which is due when the renter ends it as soon as it is ready. `trial`: the first seconds are free. `whole`:
 * the notice is at least as long as the lease, so the whole lease is billed. `notice`: the notice is billed after the end. `use`: only used seconds are billed.
 */
export function leastReason({ durationSeconds: length, noticeSeconds, trialSeconds }: EndingTerms): 'trial' | 'whole' | 'notice' | 'use' {
  if (trialSeconds > 0n) return 'trial'
  if (noticeSeconds >= length) return 'whole'
  return noticeSeconds > 0n ? 'notice' : 'use'
}
