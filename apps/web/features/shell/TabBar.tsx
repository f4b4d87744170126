'use client'
import { MessagesSquare, Search, Server, Workflow } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { MoreTab } from '#web/features/shell/MoreTab.tsx'
import { isUnder, phoneTabs } from '#web/features/shell/navigation.ts'

const icons = { find: Search, jobs: Workflow, models: MessagesSquare, leases: Server } as const

/**
 * Shows the phone's bottom bar: four pages, and a fifth tab that opens the others. The pages are not prefetched: each would cost two requests for an empty
 * frame while the page starts.
 */
export function TabBar() {
  const t = useTranslations('shell')
  const pathname = usePathname()
  return (
    <nav className="tabbar" aria-label={t('mainNavigation')}>
      {phoneTabs.map(({ href, key }) => {
        const Icon = icons[key]
        return (
          <Link key={href} href={href} prefetch={false} aria-current={isUnder(href, pathname) ? 'page' : undefined}>
            <Icon className="i" aria-hidden />
            {t(`tab.${key}`)}
          </Link>
        )
      })}
      <MoreTab />
    </nav>
  )
}
