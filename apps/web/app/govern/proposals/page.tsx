import { getSession } from '@infinitio/sdk'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { proposalsQuery } from '#web/parts/govern/governQueries.ts'
import { filterOf } from '#web/features/govern/proposals/proposalTabs.ts'
import { ProposalsView } from '#web/features/govern/proposals/ProposalsView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern')
  return { title: t('tab.proposals') }
}

/** `/govern/proposals`: open and past proposals, with the votes of the account that is signed in. */
export default async function ProposalsPage() {
  const api = await serverApi()
  const account = await getSession(api).then(
    ({ session }) => session?.account ?? null,
    () => null,
  )
  return (
    <Prefetched fetch={(client) => [client.prefetchInfiniteQuery(proposalsQuery(api, filterOf({ tab: 'all', text: '', account })))]}>
      <ProposalsView />
    </Prefetched>
  )
}
