'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** The address this market is reached at; null on the server, which does not know by which of its names it was called. */
export function useOrigin(): string | null {
  return useSyncExternalStore(
    never,
    () => window.location.origin,
    () => null,
  )
}
