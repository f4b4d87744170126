'use client'
import { useTranslations } from 'next-intl'
import { PageTabs } from '#web/components/ui/PageTabs.tsx'
import { governParts } from '#web/parts/govern/governParts.ts'

const tabs = [{ href: '/govern', key: 'overview' }, ...governParts] as const

/** The parts of governing. Each is a page, so they are links. */
export function GovernTabs() {
  const t = useTranslations('govern')
  return <PageTabs title={t('title')} tabs={tabs.map(({ href, key }) => ({ href, label: t(`tab.${key}`) }))} />
}
