'use client'
import { useEffect } from 'react'

/** Reloads the page if it was rendered with the settings (language, zone, currency) from before a change in another tab. */
export function SameReading({ written }: { readonly written: string }) {
  useEffect(() => {
    if (document.documentElement.dataset['reading'] !== written) location.reload()
  }, [written])
  return null
}
