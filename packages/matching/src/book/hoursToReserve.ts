import type { UnixSeconds, DurationSeconds } from '@infinitio/domain'
import type { ReservedHours } from '../events/bookEvent.ts'
import { startSlackSeconds } from '../rules/marketRules.ts'

/** Returns every hour that a lease could touch if it starts at any second of [now, now + slack] (and up to `laterSeconds` later, for holds). */
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
