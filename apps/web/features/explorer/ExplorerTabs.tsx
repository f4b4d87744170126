'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'

const tabs = [
  { href: '/explorer', key: 'network' },
  { href: '/explorer/nodes', key: 'nodes' },
  { href: '/explorer/leases', key: 'leases' },
  { href: '/explorer/transactions', key: 'transactions' },
  { href: '/explorer/blocks', key: 'blocks' },
  { href: '/explorer/journal', key: 'journal' },
] as const

/** The lists of the explorer. Each is a page, so they are links. */
export function ExplorerTabs() {
  const t = useTranslations('explorer')
  const pathname = usePathname()
  const isCurrent = (href: string) => pathname === href || (href !== '/explorer' && pathname.startsWith(`${href}/`))
  return (
    <nav className="tabs" aria-label={t('title')}>
      {tabs.map(({ href, key }) => (
        <Link key={href} href={href} aria-current={isCurrent(href) ? 'page' : undefined}>
          {t(`tab.${key}`)}
        </Link>
      ))}
    </nav>
  )
}
