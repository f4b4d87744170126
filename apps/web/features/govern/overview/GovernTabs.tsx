'use client'
import { useTranslations } from 'next-intl'
import { PageTabs } from '#web/components/ui/PageTabs.tsx'
import { governParts } from '#web/parts/govern/governParts.ts'

const tabs = [{ href: '/govern', key: 'overview', group: undefined }, ...governParts] as const

/** The tabs of the governance pages. They are links, because each tab is a separate page. */
export function GovernTabs() {
  const t = useTranslations('govern')
  return (
    <PageTabs
      title={t('title')}
      tabs={tabs.map(({ href, key, group }) => ({ href, label: t(`tab.${key}`), group: group && t(`tabGroup.${group}`) }))}
    />
  )
}
