'use client'
import { Menu, MessagesSquare, Search, Server, Workflow } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { currentTab, phoneTabs } from '#web/features/shell/navigation.ts'

const MoreSheet = dynamic(() => import('#web/features/shell/MoreSheet.tsx').then((module) => module.MoreSheet), { ssr: false })
const icons = { find: Search, jobs: Workflow, models: MessagesSquare, leases: Server } as const

/**
 * Shows the phone's bottom bar: four pages, and a fifth tab that opens the list of the others and is marked on them. The pages are not prefetched: each would
 * cost two requests for an empty frame while the page starts. The script of the list loads with the first press.
 */
export function TabBar() {
  const t = useTranslations('shell')
  const pathname = usePathname()
  const [isOpen, setIsOpen] = useState(false)
  const current = currentTab(pathname)
  return (
    <nav className="tabbar" aria-label={t('mainNavigation')}>
      {phoneTabs.map(({ href, key }) => {
        const Icon = icons[key]
        return (
          <Link key={href} href={href} prefetch={false} aria-current={key === current ? 'page' : undefined}>
            <Icon className="i" aria-hidden />
            {t(`tab.${key}`)}
          </Link>
        )
      })}
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-current={current === 'more' ? 'true' : undefined}
        onClick={() => setIsOpen(true)}
      >
        <Menu className="i" aria-hidden />
        {t('tab.more')}
      </button>
      {isOpen && <MoreSheet onClose={() => setIsOpen(false)} />}
    </nav>
  )
}
