'use client'
import { type RefObject, useEffect, useState } from 'react'

const overscanRows = 10
/** How many rows to render before their height is known. They are enough to fill a table of usual height. */
const firstRows = 40

/** The rendered rows of a long list, and the height in pixels of the rows before and after them. */
export type RowWindow = { readonly from: number; readonly to: number; readonly before: number; readonly after: number }

/**
 * Calculates which rows of a scrolling list must be rendered: the visible ones and some around them. So thousands of rows render as quickly as dozens. All rows
 * have the same height. The height is measured on the row marked `data-row`, because it is different on phones.
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
      // The first and the last row change in steps of five rows, so that scrolling by a few pixels causes no render.
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
