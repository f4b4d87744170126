import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { BatchesView } from '#web/features/tasks/BatchesView.tsx'
import { batchesQuery } from '#web/parts/tasks/batchQueries.ts'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('tasks')
  return { title: t('page') }
}

/** `/tasks`: lists the batches of computing tasks in the task pool. */
export default async function TasksPage() {
  const t = await getTranslations('tasks')
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
        <BatchesView />
      </Prefetched>
    </>
  )
}
