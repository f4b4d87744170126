import type { UnixSeconds, DurationSeconds } from '@infinitio/domain'
import type { ReservedHours } from '../events/bookEvent.ts'
import { startSlackSeconds } from '../rules/marketRules.ts'

/**
 * Returns the hours to reserve for a lease: every hour that the lease could touch. The lease may start at any second from `now` until `startSlackSeconds`
 * later, because a settle may take that long. For a hold, the start may be up to `laterSeconds` later than that.
 */
export function hoursToReserve({
  now,
  durationSeconds,
  laterSeconds,
}: {
  now: UnixSeconds
  durationSeconds: DurationSeconds
  laterSeconds: bigint
}): ReservedHours {
  const lastEnd = now + laterSeconds + startSlackSeconds + durationSeconds
  return { fromHour: Number(now / 3600n), toHour: Number((lastEnd + 3599n) / 3600n) }
}
