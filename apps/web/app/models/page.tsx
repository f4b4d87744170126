import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ModelsView } from '#web/features/services/ModelsView.tsx'
import { modelsQuery } from '#web/features/services/modelsQuery.ts'
import { ServicesView } from '#web/features/services/ServicesView.tsx'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { servicesQuery } from '#web/parts/services/servicesQuery.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('services')
  return { title: t('page') }
}

/** `/models`: lists the AI models that one can call, then all services that the chain registers, with bonds and locks. */
export default async function ModelsPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(modelsQuery(api)), client.prefetchInfiniteQuery(servicesQuery(api))]}>
      <div className="stack g4">
        <ModelsView />
        <ServicesView />
      </div>
    </Prefetched>
  )
}
