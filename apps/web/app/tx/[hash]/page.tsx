import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { transactionQuery } from '#web/features/transactions/transactionQuery.ts'
import { TransactionView } from '#web/features/transactions/TransactionView.tsx'

type PageProps = { readonly params: Promise<{ readonly hash: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('tx')
  return { title: t('title') }
}

/** `/tx/[hash]`: shows one transaction. */
export default async function TransactionPage({ params }: PageProps) {
  const { hash } = await params
  if (!/^0x[0-9a-f]{64}$/.test(hash)) notFound()
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(transactionQuery(api, hash))]}>
      <TransactionView hash={hash} />
    </Prefetched>
  )
}
