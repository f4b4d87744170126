import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { governQuery, vestingQuery } from '#web/parts/govern/governQueries.ts'
import { VestingView } from '#web/features/govern/vesting/VestingView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern')
  return { title: t('tab.vesting') }
}

/** `/govern/vesting`: shows how G tokens of the first supply are released over years. */
export default async function VestingPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(governQuery(api)), client.prefetchQuery(vestingQuery(api))]}>
      <VestingView />
    </Prefetched>
  )
}
