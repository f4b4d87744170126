'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** Returns the address at which the reader's browser reaches this market; null on the server, which does not know it. */
export function useOrigin(): string | null {
  return useSyncExternalStore(
    never,
    () => window.location.origin,
    () => null,
  )
}
