import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { ExplorerView } from '#web/features/explorer/ExplorerView.tsx'
import { blocksQuery, journalQuery, networkQuery, transactionsQuery } from '#web/parts/explorer/explorerQueries.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('explorer')
  return { title: t('title') }
}

/** `/explorer`: shows how many machines and GPUs the network has, and its latest events. */
export default async function ExplorerPage() {
  const api = await serverApi()
  return (
    <Prefetched
      fetch={(client) => [
        client.prefetchQuery(networkQuery(api)),
        client.prefetchInfiniteQuery(blocksQuery(api)),
        client.prefetchInfiniteQuery(transactionsQuery(api)),
        client.prefetchInfiniteQuery(journalQuery(api)),
      ]}
    >
      <ExplorerView />
    </Prefetched>
  )
}
