'use client'
import { ChartCandlestick, HardDriveUpload, Search, Server, Wallet } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { isUnder, navigation } from '#web/features/shell/navigation.ts'

const icons = { find: Search, leases: Server, provide: HardDriveUpload, wallet: Wallet, market: ChartCandlestick } as const

/** Shows the phone's bottom bar with five tabs. Their pages are not prefetched: each would cost two requests for an empty frame while the page starts. */
export function TabBar() {
  const t = useTranslations('shell')
  const pathname = usePathname()
  return (
    <nav className="tabbar" aria-label={t('mainNavigation')}>
      {navigation.map(({ href, tabKey }) => {
        if (tabKey === null) return null
        const Icon = icons[tabKey]
        return (
          <Link key={href} href={href} prefetch={false} aria-current={isUnder(href, pathname) ? 'page' : undefined}>
            <Icon className="i" aria-hidden />
            {t(`tab.${tabKey}`)}
          </Link>
        )
      })}
    </nav>
  )
}
