import { useSyncExternalStore } from 'react'
import { storedLocalToken, localTokenKey } from '#web/parts/local-token/localToken.ts'

/** The token of this machine's market that this tab has, null for none; undefined while the page is not in a browser yet. */
export function useLocalToken(): string | null | undefined {
  return useSyncExternalStore(onLocalToken, storedLocalToken, () => undefined)
}

function onLocalToken(hear: () => void): () => void {
  window.addEventListener(localTokenKey, hear)
  return () => window.removeEventListener(localTokenKey, hear)
}
