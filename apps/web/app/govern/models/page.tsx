import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { ModelsView } from '#web/features/govern/models/ModelsView.tsx'
import { modelsQuery } from '#web/features/govern/models/modelsQuery.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern')
  return { title: t('tab.models') }
}

/** `/govern/models`: lists commercial models that users pay for in G tokens. */
export default async function ModelsPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchInfiniteQuery(modelsQuery(api))]}>
      <ModelsView />
    </Prefetched>
  )
}
