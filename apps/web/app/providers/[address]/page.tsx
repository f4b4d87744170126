import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { ProviderPage } from '#web/features/provider-page/ProviderPage.tsx'
import { publicProviderQuery } from '#web/features/provider-page/providerPageQueries.ts'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'

type PageProps = { readonly params: Promise<{ readonly address: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('providerPage')
  return { title: t('title') }
}

/** `/providers/[address]`: shows the public record of one provider. */
export default async function PublicProviderPage({ params }: PageProps) {
  const { address } = await params
  if (!/^0x[0-9a-f]{40}$/i.test(address)) notFound()
  const account = address.toLowerCase()
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(publicProviderQuery(api, account))]}>
      <ProviderPage account={account} />
    </Prefetched>
  )
}
