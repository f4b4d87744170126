'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'

/** Tabs that are pages, so they are links. A row that does not fit scrolls, and says on which side it goes on. The first one's address is that of the whole, and stands for itself alone. */
export function PageTabs({ title, tabs }: { readonly title: string; readonly tabs: readonly { readonly href: string; readonly label: string }[] }) {
  const pathname = usePathname()
  const isCurrent = (href: string) => pathname === href || (href !== tabs[0]?.href && pathname.startsWith(`${href}/`))
  const nav = useRef<HTMLElement>(null)
  const current = tabs.find(({ href }) => isCurrent(href))?.href
  // On a phone the row scrolls: the page that is shown has its tab in view.
  useEffect(() => {
    const link = nav.current?.querySelector<HTMLElement>(`a[href="${current}"]`)
    if (nav.current && link) nav.current.scrollLeft = link.offsetLeft - nav.current.offsetLeft - (nav.current.clientWidth - link.offsetWidth) / 2
  }, [current])
  const [hidden, setHidden] = useState({ before: false, after: false })
  useEffect(() => {
    const row = nav.current
    if (row === null) return
    const look = () => setHidden({ before: row.scrollLeft > 1, after: row.scrollLeft + row.clientWidth < row.scrollWidth - 1 })
    const watcher = new ResizeObserver(look)
    watcher.observe(row)
    row.addEventListener('scroll', look, { passive: true })
    return () => {
      watcher.disconnect()
      row.removeEventListener('scroll', look)
    }
  }, [])
  return (
    <nav className="tabs" aria-label={title} ref={nav} data-before={hidden.before} data-after={hidden.after}>
      {tabs.map(({ href, label }) => (
        <Link key={href} href={href} aria-current={isCurrent(href) ? 'page' : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  )
}
