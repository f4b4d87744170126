import { useEffect, useState } from 'react'

/** Returns the seconds since a moment of this computer's clock, updated each tenth of a second. Null stops the updates. */
export function useElapsed(sinceMs: number | null): number | null {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    if (sinceMs === null) return
    const timer = window.setInterval(() => setNowMs(Date.now()), 100)
    return () => window.clearInterval(timer)
  }, [sinceMs])
  return sinceMs === null ? null : Math.max(0, (nowMs - sinceMs) / 1_000)
}
