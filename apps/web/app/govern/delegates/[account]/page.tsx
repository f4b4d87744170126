import { parseAddress } from '@infinitio/domain'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { DelegateView } from '#web/features/govern/delegates/DelegateView.tsx'
import { delegateQuery, governQuery } from '#web/parts/govern/governQueries.ts'

type PageProps = { readonly params: Promise<{ readonly account: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const t = await getTranslations('govern.delegates')
  return { title: t('one', { account: shortHex((await params).account) }) }
}

/** `/govern/delegates/[account]`: shows the voting power of one account and its past votes. */
export default async function DelegatePage({ params }: PageProps) {
  const account = parseAddress((await params).account)
  if (account === null) notFound()
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(governQuery(api)), client.prefetchQuery(delegateQuery(api, account))]}>
      <DelegateView account={account} />
    </Prefetched>
  )
}
