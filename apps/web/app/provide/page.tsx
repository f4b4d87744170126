import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { earnQuery } from '#web/features/earn/earnQuery.ts'
import { ProvideView } from '#web/features/provide/ProvideView.tsx'
import { providerQuery } from '#web/parts/provider/providerQuery.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('provide')
  return { title: t('title') }
}

/** `/provide`: shows the machines that the account rents out. Without a wallet, it shows the estimated earnings of a GPU. */
export default async function ProvidePage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(providerQuery(api)), client.prefetchQuery(earnQuery(api))]}>
      <ProvideView />
    </Prefetched>
  )
}
