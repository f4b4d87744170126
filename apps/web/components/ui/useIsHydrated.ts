import { useSyncExternalStore } from 'react'

const unchanging = () => () => {}

/** Returns false on the server and during hydration, so that the first render in the browser equals the server's HTML. Returns true afterwards. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    unchanging,
    () => true,
    () => false,
  )
}
