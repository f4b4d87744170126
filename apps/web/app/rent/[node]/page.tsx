import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { RentView } from '#web/features/booking/RentView.tsx'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { rentWishOf } from '#web/parts/checkout/rentAddress.ts'
import { laterOfRent, listingQuery } from '#web/parts/machine/listingQuery.ts'
import { textParams } from '#web/parts/search/textParams.ts'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'

type PageProps = {
  readonly params: Promise<{ readonly node: string }>
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('book')
  return { title: t('title') }
}

/** `/rent/[node]`: lets a renter rent one machine without reserving it first. */
export default async function RentPage({ params, searchParams }: PageProps) {
  const { node } = await params
  if (!/^0x[0-9a-f]{64}$/.test(node)) notFound()
  const later = laterOfRent(rentWishOf(textParams(await searchParams)))
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(listingQuery(api, node, later)), client.prefetchQuery(walletQuery(api))]}>
      <RentView node={node} />
    </Prefetched>
  )
}
