'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useRef } from 'react'
import { useTabRow } from '#web/components/ui/useTabRow.ts'

/** A tab that is a link to a page. The first tab of a group has the name of the group. */
type PageTab = { readonly href: string; readonly label: string; readonly group?: string | undefined }

/**
 * Draws tabs as links, because each tab is a separate page. A group begins with its name. If the row is too wide, a whole group moves to the next row, so that
 * no row has a single tab. On a phone, the row scrolls instead and marks the side on which tabs are hidden. The first tab is marked as current only at its exact address. Every other tab is also marked as current at the
 * addresses below its own.
 */
export function PageTabs({ title, tabs }: { readonly title: string; readonly tabs: readonly PageTab[] }) {
  const pathname = usePathname()
  const isCurrent = (href: string) => pathname === href || (href !== tabs[0]?.href && pathname.startsWith(`${href}/`))
  const nav = useRef<HTMLElement>(null)
  const current = tabs.find(({ href }) => isCurrent(href))?.href
  const hidden = useTabRow(nav, current)
  return (
    <nav className="tabs links" aria-label={title} ref={nav} data-before={hidden.before} data-after={hidden.after}>
      {groupsOf(tabs).map((group) => (
        <span key={group[0]?.href} className="tabgroup">
          {group[0]?.group !== undefined && <span className="t12 self-center">{group[0].group}</span>}
          {group.map(({ href, label }) => (
            <Link key={href} href={href} aria-current={isCurrent(href) ? 'page' : undefined}>
              {label}
            </Link>
          ))}
        </span>
      ))}
    </nav>
  )
}

/** Returns the tabs in their groups. */
function groupsOf(tabs: readonly PageTab[]): readonly (readonly PageTab[])[] {
  const starts = tabs.flatMap(({ group }, at) => (group !== undefined || at === 0 ? [at] : []))
  return starts.map((start, at) => tabs.slice(start, starts[at + 1]))
}
