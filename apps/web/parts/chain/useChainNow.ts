'use client'
import { useEffect, useMemo, useState } from 'react'
import { useAway } from '#web/parts/live/away.ts'

/**
 * Returns the block clock in Unix seconds, updated each second. It is the last value from the API plus the time since that value was read, so a wrong clock of
 * this computer does not matter. It stops while the server does not respond, because the amount spent since then is unknown.
 */
export function useChainNow(chainNow: number): number {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new reading of the block clock starts a new count.
  const readAtMs = useMemo(() => Date.now(), [chainNow])
  const [nowMs, setNowMs] = useState(readAtMs)
  const isAway = useAway()
  useEffect(() => {
    if (isAway) return
    const timer = window.setInterval(() => setNowMs(Date.now()), 1_000)
    return () => window.clearInterval(timer)
  }, [isAway])
  return chainNow + Math.max(0, Math.floor((nowMs - readAtMs) / 1_000))
}
