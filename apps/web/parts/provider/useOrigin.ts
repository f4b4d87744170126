'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** Returns the origin (protocol and host) of this market in the reader's browser. Returns null on the server, which has no such address. */
export function useOrigin(): string | null {
  return useSyncExternalStore(
    never,
    () => window.location.origin,
    () => null,
  )
}
