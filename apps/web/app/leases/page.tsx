import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { LeasesView } from '#web/features/leases/LeasesView.tsx'
import { closedLeasesQuery, liveLeasesQuery } from '#web/parts/lease/leaseQueries.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('leases')
  return { title: t('title') }
}

/** `/leases`: lists the account's current and past leases. */
export default async function LeasesPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(liveLeasesQuery(api)), client.prefetchInfiniteQuery(closedLeasesQuery(api))]}>
      <LeasesView />
    </Prefetched>
  )
}
