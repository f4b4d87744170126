import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { laterOfWish, wishOfParams } from '#web/features/listing/bookingWish.ts'
import { listingQuery } from '#web/parts/machine/listingQuery.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { ListingView } from '#web/features/listing/ListingView.tsx'
import { textParams } from '#web/parts/search/textParams.ts'

type PageProps = {
  readonly params: Promise<{ readonly node: string }>
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('listing')
  return { title: t('title') }
}

/** `/gpus/[node]`: shows one machine. */
export default async function ListingPage({ params, searchParams }: PageProps) {
  const { node } = await params
  if (!/^0x[0-9a-f]{64}$/.test(node)) notFound()
  const later = laterOfWish(wishOfParams(textParams(await searchParams)))
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(listingQuery(api, node, later)), client.prefetchQuery(classesQuery(api))]}>
      <ListingView node={node} />
    </Prefetched>
  )
}
