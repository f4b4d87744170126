import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageHead } from '#web/components/ui/PageHead.tsx'
import { disputesQuery } from '#web/features/govern/disputes/disputeQueries.ts'
import { DisputesView } from '#web/features/govern/disputes/DisputesView.tsx'
import { GovernTabs } from '#web/features/govern/overview/GovernTabs.tsx'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern.disputes')
  return { title: t('page') }
}

/** `/disputes`: lists disputes about bonds. */
export default async function DisputesPage() {
  const t = await getTranslations('govern.disputes')
  const api = await serverApi()
  return (
    <>
      <GovernTabs />
      <PageHead title={t('page')} intro={t('intro')} links={[{ href: '/docs/guides/disputes', label: t('guide') }]} />
      <Prefetched fetch={(client) => [client.prefetchInfiniteQuery(disputesQuery(api))]}>
        <DisputesView />
      </Prefetched>
    </>
  )
}
