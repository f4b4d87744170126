import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { governQuery, proposalQuery } from '#web/parts/govern/governQueries.ts'
import { ProposalView } from '#web/features/govern/proposals/ProposalView.tsx'

type PageProps = { readonly params: Promise<{ readonly id: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const t = await getTranslations('govern.proposal')
  const { id } = await params
  return { title: id.length > 9 ? t('any') : t('one', { number: Number(id) || 0 }) }
}

/** `/govern/proposals/[id]`: shows one proposal. The id in the address is its number in the list, or its long id at the governor contract. */
export default async function ProposalPage({ params }: PageProps) {
  const { id } = await params
  if (!/^[1-9]\d{0,77}$/.test(id)) notFound()
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(governQuery(api)), client.prefetchQuery(proposalQuery(api, id))]}>
      <ProposalView id={id} />
    </Prefetched>
  )
}
