import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { BountyView } from '#web/features/govern/bounties/BountyView.tsx'
import { bountyQuery } from '#web/features/govern/bounties/bountyQueries.ts'

type PageProps = { readonly params: Promise<{ readonly id: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const t = await getTranslations('govern.bounties')
  return { title: t('one', { id: (await params).id }) }
}

/** `/govern/bounties/[id]`: shows one bounty, its work and its review. */
export default async function BountyPage({ params }: PageProps) {
  const { id } = await params
  if (!/^[1-9]\d{0,8}$/.test(id)) notFound()
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(bountyQuery(api, id))]}>
      <BountyView id={id} />
    </Prefetched>
  )
}
