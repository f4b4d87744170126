import { useSyncExternalStore } from 'react'

const unchanging = () => () => {}

/** Returns false on the server and while a part of the page hydrates, so that this part first equals the server's HTML. Returns true afterwards. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    unchanging,
    () => true,
    () => false,
  )
}
