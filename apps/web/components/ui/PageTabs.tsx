'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Fragment, useRef } from 'react'
import { useTabRow } from '#web/components/ui/useTabRow.ts'

/** A tab that is a link to a page. `first` marks the first tab of a group; a dot separates it from the tabs before it. */
type PageTab = { readonly href: string; readonly label: string; readonly first?: boolean }

/**
 * Draws tabs as links, because each tab is a separate page. If the row is too wide, it continues in a second row; on a phone it scrolls instead and
 * marks the side on which tabs are hidden. The first tab is
 * marked as current only at its exact address. Every other tab is also marked as current at the addresses below its own.
 */
export function PageTabs({ title, tabs }: { readonly title: string; readonly tabs: readonly PageTab[] }) {
  const pathname = usePathname()
  const isCurrent = (href: string) => pathname === href || (href !== tabs[0]?.href && pathname.startsWith(`${href}/`))
  const nav = useRef<HTMLElement>(null)
  const current = tabs.find(({ href }) => isCurrent(href))?.href
  const hidden = useTabRow(nav, current)
  return (
    <nav className="tabs links" aria-label={title} ref={nav} data-before={hidden.before} data-after={hidden.after}>
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
