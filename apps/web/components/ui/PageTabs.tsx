'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'

/** Tabs that are pages, so they are links. The first one's address is that of the whole, and stands for itself alone. */
export function PageTabs({ title, tabs }: { readonly title: string; readonly tabs: readonly { readonly href: string; readonly label: string }[] }) {
  const pathname = usePathname()
  const isCurrent = (href: string) => pathname === href || (href !== tabs[0]?.href && pathname.startsWith(`${href}/`))
  return (
    <nav className="tabs" aria-label={title}>
      {tabs.map(({ href, label }) => (
        <Link key={href} href={href} aria-current={isCurrent(href) ? 'page' : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  )
}
