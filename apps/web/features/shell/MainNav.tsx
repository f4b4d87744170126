'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { isUnder, navigation } from '#web/features/shell/navigation.ts'

/** Shows the links of the top bar and marks the current page. */
export function MainNav() {
  const t = useTranslations('shell')
  const pathname = usePathname()
  return (
    <nav className="nav" aria-label={t('mainNavigation')}>
      {navigation.map(({ href, key }) => (
        <Link key={href} href={href} aria-current={isUnder(href, pathname) ? 'page' : undefined}>
          {t(`nav.${key}`)}
        </Link>
      ))}
    </nav>
  )
}
