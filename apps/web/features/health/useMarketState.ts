import { onlineManager, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { healthQuery, type MarketState } from '#web/features/health/healthQuery.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'

/** Returns true while this browser has a network. */
export function useIsOnline(): boolean {
  return useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
    () => true,
  )
}

/** Returns the state of the market for this browser, and `offline` while the browser has no network. Undefined until the first answer. */
export function useMarketState(): MarketState | undefined {
  const { data } = useQuery(healthQuery(browserApi))
  return useIsOnline() ? data : 'offline'
}

/** Calls `onBack` each time when the whole market responds again after some part did not, or after this browser was offline. */
export function useMarketBack(onBack: () => void): void {
  const state = useMarketState()
  const wasAway = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `onBack` is new in each render. A new function must not count as a return of the market.
  useEffect(() => {
    if (state === undefined) return
    if (state === 'ready' && wasAway.current) onBack()
    wasAway.current = state !== 'ready'
  }, [state])
}
