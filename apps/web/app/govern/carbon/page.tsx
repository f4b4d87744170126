import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { CarbonView } from '#web/features/govern/carbon/CarbonView.tsx'
import { carbonQuery } from '#web/features/govern/carbon/carbonQueries.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern')
  return { title: t('tab.carbon') }
}

/** `/govern/carbon`: lists proofs of green energy and their audits. */
export default async function CarbonPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchInfiniteQuery(carbonQuery(api))]}>
      <CarbonView />
    </Prefetched>
  )
}
