import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { CommitmentsView } from '#web/features/govern/commitments/CommitmentsView.tsx'
import { commitmentsQuery } from '#web/features/govern/commitments/commitmentQueries.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern')
  return { title: t('tab.commitments') }
}

/** `/govern/commitments`: lists GPU time that providers promise in advance. */
export default async function CommitmentsPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchInfiniteQuery(commitmentsQuery(api))]}>
      <CommitmentsView />
    </Prefetched>
  )
}
