import type { UnixSeconds, DurationSeconds } from '@infinitio/domain'
import type { ReservedHours } from '../events/bookEvent.ts'
import { startSlackSeconds } from '../rules/marketRules.ts'

/**
 * Returns the hours to reserve for a lease that may start at any second from now until the time that a settle may take is over: every hour that the lease
 * could touch. For a hold, the start may be `laterSeconds` later.
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
