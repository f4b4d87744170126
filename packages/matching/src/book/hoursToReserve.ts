import type { UnixSeconds, DurationSeconds } from '@infinitio/domain'
import type { ReservedHours } from '../events/bookEvent.ts'
import { startSlackSeconds } from '../rules/marketRules.ts'

/**
 * Returns the hours to reserve for a lease: every hour that the lease could touch. Its start is not known exactly. It may be any second from `now` until
 * `startSlackSeconds` later, the longest time that a settle may take. For a hold, the start may be another `laterSeconds` later.
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
