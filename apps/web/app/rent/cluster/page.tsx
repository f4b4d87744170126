import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ClusterView } from '#web/features/cluster/ClusterView.tsx'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('cluster')
  return { title: t('title') }
}

/** `/rent/cluster`: lets a renter choose several machines, lease them in one order and watch the leases start. */
export default async function ClusterPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(classesQuery(api)), client.prefetchQuery(walletQuery(api))]}>
      <ClusterView />
    </Prefetched>
  )
}
