'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'

/**
 * Opens the plain links among its children as Next's links do: without loading the frame of the page again. One listener serves all these links, so a list of
 * several hundred links costs the browser almost nothing at the start.
 */
export function SoftLinks({ children }: { readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const router = useRouter()
  useEffect(() => {
    const open = (event: MouseEvent) => {
      const href = softHref(event)
      if (href === null) return
      event.preventDefault()
      router.push(href)
    }
    const element = box.current
    element?.addEventListener('click', open)
    return () => element?.removeEventListener('click', open)
  }, [router])
  return (
    <div ref={box} className="contents">
      {children}
    </div>
  )
}

/**
 * Returns the path of the clicked link. Returns null if the browser must handle the click itself: for another site, a path below /api/, a new tab, a download
 * or a click with a modifier key.
 */
function softHref(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null
  const link = event.target instanceof Element ? event.target.closest('a') : null
  const href = link?.getAttribute('href') ?? ''
  return /^\/(?!\/|api\/)/.test(href) && link?.target === '' && !link.hasAttribute('download') ? href : null
}
