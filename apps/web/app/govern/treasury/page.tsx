import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { governQuery, treasuryQuery } from '#web/parts/govern/governQueries.ts'
import { TreasuryView } from '#web/features/govern/treasury/TreasuryView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern')
  return { title: t('tab.treasury') }
}

/** `/govern/treasury`: shows the balance, the income and the payments of the treasury. */
export default async function TreasuryPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(treasuryQuery(api)), client.prefetchQuery(governQuery(api))]}>
      <TreasuryView />
    </Prefetched>
  )
}
