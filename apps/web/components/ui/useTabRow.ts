'use client'
import { type RefObject, useEffect, useState } from 'react'

const chosen = '[aria-current="page"], [aria-selected="true"]'

/** Scrolls the chosen tab into view if the row is too wide. Returns whether tabs are hidden before and after the visible ones. */
export function useTabRow(row: RefObject<HTMLElement | null>, current: string | undefined): { readonly before: boolean; readonly after: boolean } {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice scrolls the row.
  useEffect(() => showChosen(row.current), [row, current])
  const [hidden, setHidden] = useState({ before: false, after: false })
  useEffect(() => {
    const element = row.current
    if (element === null) return
    const look = () => setHidden({ before: element.scrollLeft > 1, after: element.scrollLeft + element.clientWidth < element.scrollWidth - 1 })
    const watcher = new ResizeObserver(look)
    watcher.observe(element)
    // The tabs can change without a change of the row's width, for example when a lease ends.
    const changes = new MutationObserver(() => {
      showChosen(element)
      look()
    })
    changes.observe(element, { childList: true, characterData: true, subtree: true })
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      watcher.disconnect()
      changes.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [row])
  return hidden
}

function showChosen(row: HTMLElement | null): void {
  const tab = row?.querySelector<HTMLElement>(chosen)
  if (!row || !tab) return
  // A tab may be in a positioned group, so `offsetLeft` is not the distance to the row.
  const [around, own] = [row.getBoundingClientRect(), tab.getBoundingClientRect()]
  row.scrollLeft += own.left - around.left - (row.clientWidth - own.width) / 2
}
