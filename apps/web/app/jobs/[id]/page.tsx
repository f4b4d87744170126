import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { JobView } from '#web/features/jobs/JobView.tsx'
import { jobQuery } from '#web/features/jobs/jobQueries.ts'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'

type PageProps = { readonly params: Promise<{ readonly id: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const t = await getTranslations('jobs')
  return { title: t('one', { id: shortHex((await params).id) }) }
}

/** `/jobs/[id]`: shows one job with its steps. */
export default async function JobPage({ params }: PageProps) {
  const { id } = await params
  if (!/^0x[0-9a-f]{64}$/.test(id)) notFound()
  const t = await getTranslations('jobs')
  const api = await serverApi()
  return (
    <>
      <nav className="t13 dim mb-2" aria-label={t('breadcrumb')}>
        <Link className="link" href="/jobs">
          {t('page')}
        </Link>{' '}
        / {shortHex(id)}
      </nav>
      <Prefetched fetch={(client) => [client.prefetchQuery(jobQuery(api, id))]}>
        <JobView id={id} />
      </Prefetched>
    </>
  )
}
