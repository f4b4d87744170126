import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { sellerQuery } from '#web/features/seller/sellerQuery.ts'
import { SellerView } from '#web/features/seller/SellerView.tsx'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('seller')
  return { title: t('title') }
}

/** `/provide/invoices`: edits the legal data that a provider shows on its customers' invoices. */
export default async function SellerPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(sellerQuery(api))]}>
      <SellerView />
    </Prefetched>
  )
}
