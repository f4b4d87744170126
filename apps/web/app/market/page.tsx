import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/features/api/Prefetched.tsx'
import { serverApi } from '#web/features/api/serverApi.ts'
import { realNodesQuery } from '#web/features/home/realNodesQuery.ts'
import { MarketView } from '#web/features/market/MarketView.tsx'
import { marketQuery } from '#web/features/market/marketQuery.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('market')
  return { title: t('title') }
}

/** `/market`: every class with its prices. */
export default async function MarketPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(marketQuery(api, null)), client.prefetchQuery(realNodesQuery(api))]}>
      <MarketView />
    </Prefetched>
  )
}
