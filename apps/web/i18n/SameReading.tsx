'use client'
import { useEffect } from 'react'

/** Reloads the page if another tab has changed the settings (language, zone, currency) since the page was rendered. */
export function SameReading({ written }: { readonly written: string }) {
  useEffect(() => {
    if (document.documentElement.dataset['reading'] !== written) location.reload()
  }, [written])
  return null
}
