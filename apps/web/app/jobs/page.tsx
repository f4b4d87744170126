import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { JobsView } from '#web/features/jobs/JobsView.tsx'
import { batchesQuery } from '#web/features/jobs/jobQueries.ts'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('jobs')
  return { title: t('page') }
}

/** `/jobs`: lists the batches of the task pool. */
export default async function JobsPage() {
  const t = await getTranslations('jobs')
  const api = await serverApi()
  return (
    <>
      <h1>{t('page')}</h1>
      <p className="t13 dim mb-4">
        {t('intro')}{' '}
        <Link className="link" href="/docs/guides/jobs">
          {t('guide')}
        </Link>
      </p>
      <Prefetched fetch={(client) => [client.prefetchInfiniteQuery(batchesQuery(api))]}>
        <JobsView />
      </Prefetched>
    </>
  )
}
