'use client'
import { type RefObject, useEffect, useState } from 'react'

const overscanRows = 10
/** What is seen of a table of ordinary height before anything is measured. */
const firstRows = 40

/** Which rows of a long list are drawn, and how tall the ones before and after are, in pixels. */
export type RowWindow = { readonly from: number; readonly to: number; readonly before: number; readonly after: number }

/**
 * The rows of a list that stand in its scrolling box, and some around them; all rows are equally tall. The height of a row is read off the one marked
 * `data-row`, so a phone may have another. A list of thousands is drawn as quickly as one of dozens.
 */
export function useRowWindow(box: RefObject<HTMLElement | null>, count: number): RowWindow & { readonly rowHeight: number } {
  const [seen, setSeen] = useState({ from: 0, to: firstRows, rowHeight: 0 })
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const look = () => {
      const rowHeight = element.querySelector<HTMLElement>('[data-row]')?.getBoundingClientRect().height ?? 0
      if (rowHeight === 0) return
      const first = Math.floor(element.scrollTop / rowHeight)
      // By fives, so that not each pixel draws anew.
      const from = Math.max(0, Math.floor((first - overscanRows) / 5) * 5)
      const to = Math.ceil((first + element.clientHeight / rowHeight + overscanRows) / 5) * 5
      setSeen((known) => (known.from === from && known.to === to && known.rowHeight === rowHeight ? known : { from, to, rowHeight }))
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    const watching = new ResizeObserver(look)
    watching.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      watching.disconnect()
    }
  }, [box])
  const to = Math.min(count, seen.to)
  const from = Math.min(seen.from, Math.max(0, to - 1))
  return { from, to, before: from * seen.rowHeight, after: (count - to) * seen.rowHeight, rowHeight: seen.rowHeight }
}
