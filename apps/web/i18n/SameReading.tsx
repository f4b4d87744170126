'use client'
import { useEffect } from 'react'

/** Reloads the page if its frame still uses settings from before a change in another tab. */
export function SameReading({ written }: { readonly written: string }) {
  useEffect(() => {
    if (document.documentElement.dataset['reading'] !== written) location.reload()
  }, [written])
  return null
}
