import type { UnixSeconds } from '../units/unixSeconds.ts'

/**
 * First calendar hour the contract gives back when a lease ends: the current one when the end is now or past, else (notice still
 * runs) the first hour the lease no longer touches.
 */
export function firstReleasedHour({ end, now }: { end: UnixSeconds; now: UnixSeconds }): number {
  return end <= now ? Number(now / 3600n) : Number((end + 3599n) / 3600n)
}
