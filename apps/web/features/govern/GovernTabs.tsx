'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'

const tabs = [
  { href: '/govern', key: 'overview' },
  { href: '/govern/staking', key: 'staking' },
] as const

/** The parts of governing. Each is a page, so they are links. */
export function GovernTabs() {
  const t = useTranslations('govern')
  const pathname = usePathname()
  const isCurrent = (href: string) => pathname === href || (href !== '/govern' && pathname.startsWith(`${href}/`))
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
