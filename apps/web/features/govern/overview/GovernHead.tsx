'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { PageTabs } from '#web/components/ui/PageTabs.tsx'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { governParts } from '#web/parts/govern/governParts.ts'

const tabs = [{ href: '/govern', key: 'overview', group: undefined }, ...governParts] as const

/**
 * The top of every governance page: its title, and the tabs of the section. A page below a tab, such as one proposal, also has links back to the section and the
 * tab. The tabs are links, because each tab is a separate page.
 */
export function GovernHead() {
  const t = useTranslations('govern')
  const pathname = usePathname()
  const tab = governParts.find(({ href }) => pathname === href || pathname.startsWith(`${href}/`))
  const rest = tab === undefined ? '' : pathname.slice(tab.href.length + 1)
  const title = useTitle(tab?.key, rest)
  return (
    <>
      {tab !== undefined && rest !== '' && (
        <nav className="t13 dim" aria-label={t('disputes.breadcrumb')}>
          <Link className="link" href="/govern">
            {t('title')}
          </Link>
          {' / '}
          <Link className="link" href={tab.href}>
            {t(`tab.${tab.key}`)}
          </Link>
        </nav>
      )}
      <h1>{title}</h1>
      <PageTabs
        title={t('title')}
        tabs={tabs.map(({ href, key, group }) => ({ href, label: t(`tab.${key}`), group: group && t(`tabGroup.${group}`) }))}
      />
    </>
  )
}

/** Returns the title of a governance page. `rest` is the part of its path below the tab, or empty for the page of the tab itself. */
function useTitle(tab: (typeof governParts)[number]['key'] | undefined, rest: string): string {
  const t = useTranslations('govern')
  if (tab === undefined) return t('title')
  if (rest === '') return t(`tab.${tab}`)
  switch (tab) {
    case 'proposals':
      if (rest === 'new') return t('propose.title')
      return rest.length > 9 ? t('proposal.any') : t('proposal.one', { number: Number(rest) || 0 })
    case 'delegates':
      return t('delegates.one', { account: shortHex(rest) })
    case 'bounties':
      return t('bounties.one', { id: rest })
    case 'incubation':
      return t('projects.one', { id: rest })
    case 'carbon':
      return t('carbon.one', { id: rest })
    case 'disputes':
      return t('disputes.one', { id: rest })
    default:
      return t(`tab.${tab}`)
  }
}
