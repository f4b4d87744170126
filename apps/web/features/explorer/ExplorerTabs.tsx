'use client'
import { useTranslations } from 'next-intl'
import { PageTabs } from '#web/components/ui/PageTabs.tsx'

const tabs = [
  { href: '/explorer', key: 'network' },
  { href: '/explorer/nodes', key: 'nodes' },
  { href: '/explorer/leases', key: 'leases' },
  { href: '/explorer/transactions', key: 'transactions' },
  { href: '/explorer/blocks', key: 'blocks' },
  { href: '/explorer/validators', key: 'validators' },
  { href: '/explorer/epochs', key: 'epochs' },
  { href: '/explorer/journal', key: 'journal' },
] as const

/** Shows links to the lists of the explorer as tabs. Each list is a separate page. */
export function ExplorerTabs() {
  const t = useTranslations('explorer')
  return <PageTabs title={t('title')} tabs={tabs.map(({ href, key }) => ({ href, label: t(`tab.${key}`) }))} />
}
