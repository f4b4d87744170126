import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'
import { WalletView } from '#web/features/wallet/WalletView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('wallet')
  return { title: t('title') }
}

/** `/wallet`: shows the balances of the account. */
export default async function WalletPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(walletQuery(api))]}>
      <WalletView />
    </Prefetched>
  )
}
