import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { ProvideView } from '#web/features/provide/ProvideView.tsx'
import { providerQuery } from '#web/parts/provider/providerQuery.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('provide')
  return { title: t('title') }
}

/** `/provide`: what the account rents out. */
export default async function ProvidePage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(providerQuery(api))]}>
      <ProvideView />
    </Prefetched>
  )
}
