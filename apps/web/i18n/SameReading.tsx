'use client'
import { useEffect } from 'react'

/** Beside pages that the server drew for how somebody reads: where the frame around them is of before a change in another tab, the page is loaded anew, whole. */
export function SameReading({ written }: { readonly written: string }) {
  useEffect(() => {
    if (document.documentElement.dataset['reading'] !== written) location.reload()
  }, [written])
  return null
}
