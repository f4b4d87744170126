'use client'
import { Children, type ReactNode, startTransition, useEffect, useState } from 'react'

/** Browsers without `requestIdleCallback` show the next child after so many milliseconds. */
const withoutIdleMs = 50

/**
 * Renders its children one after another, each when the browser is idle. Use it for parts below the first screen: rendered together, they would be one long
 * task, during which a phone could not react to a touch. The server renders none of them.
 */
export function InTurn({ children }: { readonly children: ReactNode }) {
  const all = Children.toArray(children)
  const [shown, setShown] = useState(0)
  const isOver = shown >= all.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each child is shown, the effect waits for the next idle moment.
  useEffect(() => {
    if (isOver) return
    const showNext = () => startTransition(() => setShown((count) => count + 1))
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(showNext, withoutIdleMs)
      return () => clearTimeout(timer)
    }
    const idle = requestIdleCallback(showNext)
    return () => cancelIdleCallback(idle)
  }, [isOver, shown])
  return all.slice(0, shown)
}
