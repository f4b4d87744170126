import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { emissionQuery } from '#web/parts/govern/emissionQueries.ts'
import { EmissionView } from '#web/features/govern/emission/EmissionView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern')
  return { title: t('tab.emission') }
}

/** `/govern/emission`: shows the rewards for serving leases and the last epochs. */
export default async function EmissionPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(emissionQuery(api))]}>
      <EmissionView />
    </Prefetched>
  )
}
