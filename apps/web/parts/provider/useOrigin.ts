'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** Returns the origin of this market in the reader's browser; null on the server, which does not know it. */
export function useOrigin(): string | null {
  return useSyncExternalStore(
    never,
    () => window.location.origin,
    () => null,
  )
}
