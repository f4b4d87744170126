import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/features/api/Prefetched.tsx'
import { serverApi } from '#web/features/api/serverApi.ts'
import { governQuery, treasuryQuery } from '#web/features/govern/governQueries.ts'
import { TreasuryView } from '#web/features/govern/TreasuryView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern')
  return { title: t('tab.treasury') }
}

/** `/govern/treasury`: what the treasury has, and what came in and went out. */
export default async function TreasuryPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(treasuryQuery(api)), client.prefetchQuery(governQuery(api))]}>
      <TreasuryView />
    </Prefetched>
  )
}
