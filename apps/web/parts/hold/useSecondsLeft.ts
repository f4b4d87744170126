'use client'
import { useEffect, useMemo, useState } from 'react'

/**
 * Whole seconds until `until`, ticking. Both come from the server's wall clock, in Unix seconds, read in one answer; this
 * computer only measures what passed since. Null while `until` is not known.
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

/** Seconds from `serverNow` plus what has elapsed to `until`, rounded up so that the last second shows as 1; never below 0. */
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
