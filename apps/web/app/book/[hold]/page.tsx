import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { BookView } from '#web/features/booking/BookView.tsx'
import { holdQuery } from '#web/features/booking/holdQuery.ts'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'

type PageProps = { readonly params: Promise<{ readonly hold: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('book')
  return { title: t('title') }
}

/** `/book/[hold]`: lets the renter turn a hold into a running lease. */
export default async function BookPage({ params }: PageProps) {
  const { hold } = await params
  if (!/^[0-9a-f-]{36}$/.test(hold)) notFound()
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(holdQuery(api, hold)), client.prefetchQuery(walletQuery(api))]}>
      <BookView holdId={hold} />
    </Prefetched>
  )
}
