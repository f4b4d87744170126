import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { MarketView } from '#web/features/market/MarketView.tsx'
import { marketQuery } from '#web/parts/market/marketQuery.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('market')
  return { title: t('title') }
}

/** `/market`: lists every class with its prices. */
export default async function MarketPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(marketQuery(api, null))]}>
      <MarketView />
    </Prefetched>
  )
}
