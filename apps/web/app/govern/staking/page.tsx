import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { governQuery } from '#web/parts/govern/governQueries.ts'
import { StakingView } from '#web/features/govern/stake/StakingView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern')
  return { title: t('tab.staking') }
}

/** `/govern/staking`: shows the account's G tokens, and stakes or unstakes them. */
export default async function StakingPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(governQuery(api))]}>
      <StakingView />
    </Prefetched>
  )
}
