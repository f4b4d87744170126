'use client'
import { useEffect, useState } from 'react'

/** Returns the size of an element in whole pixels and follows its changes. Returns `before` until the size is known. */
export function useSize(
  box: { readonly current: HTMLElement | null },
  before: { readonly width: number; readonly height: number },
): { width: number; height: number } {
  const [size, setSize] = useState({ width: before.width, height: before.height })
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setSize({ width: Math.round(entry.contentRect.width), height: Math.round(entry.contentRect.height) })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  return size
}
