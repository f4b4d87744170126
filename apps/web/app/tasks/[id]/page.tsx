import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { BatchView } from '#web/features/tasks/BatchView.tsx'
import { batchQuery } from '#web/parts/tasks/batchQueries.ts'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'

type PageProps = { readonly params: Promise<{ readonly id: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const t = await getTranslations('tasks')
  return { title: t('one', { id: shortHex((await params).id) }) }
}

/** `/tasks/[id]`: shows one batch of computing tasks from the task pool, with its tasks. */
export default async function BatchPage({ params }: PageProps) {
  const { id } = await params
  if (!/^0x[0-9a-f]{64}$/.test(id)) notFound()
  const t = await getTranslations('tasks')
  const api = await serverApi()
  return (
    <>
      <nav className="t13 dim" aria-label={t('breadcrumb')}>
        <Link className="link" href="/tasks">
          {t('page')}
        </Link>{' '}
        / {shortHex(id)}
      </nav>
      <h1 className="mb-4">{t('one', { id: shortHex(id) })}</h1>
      <Prefetched fetch={(client) => [client.prefetchQuery(batchQuery(api, id))]}>
        <BatchView id={id} />
      </Prefetched>
    </>
  )
}
