import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { disputesQuery } from '#web/features/govern/disputes/disputeQueries.ts'
import { DisputesView } from '#web/features/govern/disputes/DisputesView.tsx'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern.disputes')
  return { title: t('page') }
}

/** `/disputes`: lists disputes about bonds. */
export default async function DisputesPage() {
  const t = await getTranslations('govern.disputes')
  const api = await serverApi()
  return (
    <>
      <p className="t13 dim mb-4">
        {t('intro')}{' '}
        <Link className="link" href="/docs/guides/disputes">
          {t('guide')}
        </Link>
      </p>
      <Prefetched fetch={(client) => [client.prefetchInfiniteQuery(disputesQuery(api))]}>
        <DisputesView />
      </Prefetched>
    </>
  )
}
