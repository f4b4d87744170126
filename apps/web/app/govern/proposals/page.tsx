import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { proposalsQuery } from '#web/parts/govern/governQueries.ts'
import { ProposalsView } from '#web/features/govern/proposals/ProposalsView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern')
  return { title: t('tab.proposals') }
}

/** `/govern/proposals`: what is and was voted on. */
export default async function ProposalsPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchInfiniteQuery(proposalsQuery(api))]}>
      <ProposalsView />
    </Prefetched>
  )
}
