'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Fragment, useRef } from 'react'
import { useTabRow } from '#web/components/ui/useTabRow.ts'

/** A tab. `first` sets it apart from the tabs before it, as the first of a group. */
type PageTab = { readonly href: string; readonly label: string; readonly first?: boolean }

/**
 * Draws tabs that are links, because each tab is a page. A row that is too wide scrolls and marks the side with hidden tabs. The first tab matches
 * only its exact address.
 */
export function PageTabs({ title, tabs }: { readonly title: string; readonly tabs: readonly PageTab[] }) {
  const pathname = usePathname()
  const isCurrent = (href: string) => pathname === href || (href !== tabs[0]?.href && pathname.startsWith(`${href}/`))
  const nav = useRef<HTMLElement>(null)
  const current = tabs.find(({ href }) => isCurrent(href))?.href
  const hidden = useTabRow(nav, current)
  return (
    <nav className="tabs" aria-label={title} ref={nav} data-before={hidden.before} data-after={hidden.after}>
      {tabs.map(({ href, label, first = false }) => (
        <Fragment key={href}>
          {first && (
            <span className="dim" aria-hidden>
              ·
            </span>
          )}
          <Link href={href} aria-current={isCurrent(href) ? 'page' : undefined}>
            {label}
          </Link>
        </Fragment>
      ))}
    </nav>
  )
}
