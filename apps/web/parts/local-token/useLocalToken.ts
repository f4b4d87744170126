import { useSyncExternalStore } from 'react'
import { storedLocalToken, localTokenKey } from '#web/parts/local-token/localToken.ts'

/** Returns the token of this machine's market in this tab, or null if the tab has none. Returns undefined while the page renders on the server. */
export function useLocalToken(): string | null | undefined {
  return useSyncExternalStore(onLocalToken, storedLocalToken, () => undefined)
}

function onLocalToken(hear: () => void): () => void {
  window.addEventListener(localTokenKey, hear)
  return () => window.removeEventListener(localTokenKey, hear)
}
