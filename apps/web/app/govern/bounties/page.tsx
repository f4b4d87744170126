import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { BountiesView } from '#web/features/govern/bounties/BountiesView.tsx'
import { bountiesQuery } from '#web/features/govern/bounties/bountyQueries.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern')
  return { title: t('tab.bounties') }
}

/** `/govern/bounties`: lists the bounties, which are work that is paid in G tokens. */
export default async function BountiesPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchInfiniteQuery(bountiesQuery(api, 'all'))]}>
      <BountiesView />
    </Prefetched>
  )
}
