import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { StatusView } from '#web/features/status/StatusView.tsx'
import { statusQuery } from '#web/features/status/statusQuery.ts'
import { emissionQuery } from '#web/parts/govern/emissionQueries.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('status')
  return { title: t('title') }
}

/** `/status`: shows the health of each part of this deployment. */
export default async function StatusPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(statusQuery(api)), client.prefetchQuery(emissionQuery(api))]}>
      <StatusView />
    </Prefetched>
  )
}
