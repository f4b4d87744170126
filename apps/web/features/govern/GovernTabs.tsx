'use client'
import { useTranslations } from 'next-intl'
import { PageTabs } from '#web/components/ui/PageTabs.tsx'

const tabs = [
  { href: '/govern', key: 'overview' },
  { href: '/govern/proposals', key: 'proposals' },
  { href: '/govern/staking', key: 'staking' },
  { href: '/govern/delegates', key: 'delegates' },
  { href: '/govern/vesting', key: 'vesting' },
  { href: '/govern/parameters', key: 'parameters' },
  { href: '/govern/emission', key: 'emission' },
  { href: '/govern/carbon', key: 'carbon' },
  { href: '/govern/bounties', key: 'bounties' },
  { href: '/govern/incubation', key: 'incubation' },
  { href: '/govern/simulator', key: 'simulator' },
] as const

/** The parts of governing. Each is a page, so they are links. */
export function GovernTabs() {
  const t = useTranslations('govern')
  return <PageTabs title={t('title')} tabs={tabs.map(({ href, key }) => ({ href, label: t(`tab.${key}`) }))} />
}
