'use client'
import { useSyncExternalStore } from 'react'

/**
 * Returns true when the window is at least `pixels` wide. The server cannot measure the window and returns `isWideOnServer`: by default false, so that a phone
 * never loads components for wide windows. The first render in the browser uses the server's value too. If that value is wrong, React renders again.
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
