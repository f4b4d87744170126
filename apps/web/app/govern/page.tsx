import { getSession } from '@infinitio/sdk'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { governQuery, proposalsQuery } from '#web/parts/govern/governQueries.ts'
import { OverviewView } from '#web/features/govern/overview/OverviewView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern')
  return { title: t('title') }
}

/** `/govern`: shows a summary of the DAO. */
export default async function GovernPage() {
  const api = await serverApi()
  const account = await getSession(api).then(
    ({ session }) => session?.account,
    () => undefined,
  )
  const proposals = proposalsQuery(api, account === undefined ? {} : { account })
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(governQuery(api)), client.prefetchInfiniteQuery(proposals)]}>
      <OverviewView />
    </Prefetched>
  )
}
