'use client'
import { useEffect, useMemo, useState } from 'react'

/**
 * Returns the whole seconds until `until`, updated each second. `until` and `serverNow` come from the same API answer, in Unix seconds of the server's clock.
 * The clock of this computer is only used to measure the time since that answer. Returns null while `until` is unknown.
 */
export function useSecondsLeft({ until, serverNow }: { readonly until: number | null; readonly serverNow: number }): number | null {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new reading of the server's clock starts a new count.
  const readAtMs = useMemo(() => Date.now(), [serverNow])
  const [nowMs, setNowMs] = useState(readAtMs)
  useEffect(() => {
    const timer = window.setInterval(() => setNowMs(Date.now()), 250)
    return () => window.clearInterval(timer)
  }, [])
  if (until === null) return null
  return secondsLeft({ until, serverNow, elapsedMs: Math.max(0, nowMs - readAtMs) })
}

/**
 * Returns how many seconds are left until `until`, if the time now is `serverNow` plus the elapsed time. Rounds up, so that the last second shows as 1, and
 * never returns less than 0.
 */
export function secondsLeft({
  until,
  serverNow,
  elapsedMs,
}: {
  readonly until: number
  readonly serverNow: number
  readonly elapsedMs: number
}): number {
  return Math.max(0, Math.ceil(until - serverNow - elapsedMs / 1_000))
}
