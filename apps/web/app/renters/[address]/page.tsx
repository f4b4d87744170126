import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { RenterPage } from '#web/features/renter-page/RenterPage.tsx'
import { renterQuery } from '#web/parts/renter/renterQuery.ts'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'

type PageProps = { readonly params: Promise<{ readonly address: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('renter')
  return { title: t('title') }
}

/** `/renters/[address]`: shows the public record of one renter. */
export default async function PublicRenterPage({ params }: PageProps) {
  const { address } = await params
  if (!/^0x[0-9a-f]{40}$/i.test(address)) notFound()
  const account = address.toLowerCase()
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(renterQuery(api, account))]}>
      <RenterPage account={account} />
    </Prefetched>
  )
}
