import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { findingFilter, findingsQuery } from '#web/features/govern/findings/findingQueries.ts'
import { FindingsView } from '#web/features/govern/findings/FindingsView.tsx'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern')
  return { title: t('tab.findings') }
}

type Query = { readonly searchParams: Promise<{ readonly service?: string | string[]; readonly member?: string | string[] }> }

/**
 * `/govern/findings`: lists findings (accusations against AI services), and what the reader can do about them. The parameters `?service=` and `?member=` limit
 * the list.
 */
export default async function FindingsPage({ searchParams }: Query) {
  const only = findingFilter(await searchParams)
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchInfiniteQuery(findingsQuery(api, only))]}>
      <FindingsView only={only} />
    </Prefetched>
  )
}
