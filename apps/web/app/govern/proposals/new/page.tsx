import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/features/api/Prefetched.tsx'
import { serverApi } from '#web/features/api/serverApi.ts'
import { governQuery } from '#web/features/govern/governQueries.ts'
import { NewProposalView } from '#web/features/govern/NewProposalView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern.propose')
  return { title: t('title') }
}

/** `/govern/proposals/new`: propose another value of a bounded parameter. */
export default async function NewProposalPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(governQuery(api))]}>
      <NewProposalView />
    </Prefetched>
  )
}
