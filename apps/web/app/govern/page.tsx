import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { governQuery } from '#web/parts/govern/governQueries.ts'
import { OverviewView } from '#web/features/govern/overview/OverviewView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern')
  return { title: t('title') }
}

/** `/govern`: shows a summary of the DAO. */
export default async function GovernPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(governQuery(api))]}>
      <OverviewView />
    </Prefetched>
  )
}
