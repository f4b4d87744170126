'use client'
import { useSyncExternalStore } from 'react'

/** True when the window is at least so many pixels wide; false while the server renders, so that a phone never loads what only a wide window shows. */
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
