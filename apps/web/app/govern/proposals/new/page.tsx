import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { governQuery, parametersQuery } from '#web/parts/govern/governQueries.ts'
import { NewProposalView } from '#web/features/govern/proposals/NewProposalView.tsx'
import { textParams } from '#web/parts/search/textParams.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern.propose')
  return { title: t('title') }
}

type PageProps = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> }

/** `/govern/proposals/new`: proposes a change. `?parameter=fee` opens the fields of that parameter. */
export default async function NewProposalPage({ searchParams }: PageProps) {
  const start = Object.fromEntries(textParams(await searchParams))
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(governQuery(api)), client.prefetchQuery(parametersQuery(api))]}>
      <NewProposalView start={start} />
    </Prefetched>
  )
}
