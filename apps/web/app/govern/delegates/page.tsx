import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { DelegatesView } from '#web/features/govern/delegates/DelegatesView.tsx'
import { delegatesQuery } from '#web/parts/govern/governQueries.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern')
  return { title: t('tab.delegates') }
}

/** `/govern/delegates`: lists the accounts that have votes. */
export default async function DelegatesPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchInfiniteQuery(delegatesQuery(api))]}>
      <DelegatesView />
    </Prefetched>
  )
}
