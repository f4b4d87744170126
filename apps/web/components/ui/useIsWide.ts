'use client'
import { useSyncExternalStore } from 'react'

/** Returns true when the window is at least this many pixels wide. Returns false on the server, so that a phone never loads components for wide windows. */
export function useIsWide(pixels: number): boolean {
  const media = `(min-width: ${pixels}px)`
  return useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(media)
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => window.matchMedia(media).matches,
    () => false,
  )
}
