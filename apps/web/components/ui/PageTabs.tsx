'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'

/** Tabs that are pages, so they are links. The first one's address is that of the whole, and stands for itself alone. */
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
  return (
    <nav className="tabs" aria-label={title} ref={nav}>
      {tabs.map(({ href, label }) => (
        <Link key={href} href={href} aria-current={isCurrent(href) ? 'page' : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  )
}
