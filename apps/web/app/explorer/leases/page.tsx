import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { LeaseList } from '#web/features/explorer/LeaseList.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('explorer')
  return { title: t('tab.leases') }
}

/** `/explorer/leases`: lists the leases of all accounts. */
export default function LeasesPage() {
  return <LeaseList />
}
