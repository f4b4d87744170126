'use client'
import { useSyncExternalStore } from 'react'

/**
 * Returns true when the window is at least this many pixels wide. The server cannot know this, and returns `isWideOnServer`: by default false, so that a phone
 * never loads components for wide windows. In the browser, React begins with the server's value and then renders again if it is wrong.
 */
export function useIsWide(pixels: number, isWideOnServer = false): boolean {
  const media = `(min-width: ${pixels}px)`
  return useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(media)
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => window.matchMedia(media).matches,
    () => isWideOnServer,
  )
}
