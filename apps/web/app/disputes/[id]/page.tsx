import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { disputeQuery } from '#web/features/govern/disputes/disputeQueries.ts'
import { DisputeView } from '#web/features/govern/disputes/DisputeView.tsx'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'

type PageProps = { readonly params: Promise<{ readonly id: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const t = await getTranslations('govern.disputes')
  return { title: t('one', { id: (await params).id }) }
}

/** `/disputes/[id]`: shows one dispute. */
export default async function DisputePage({ params }: PageProps) {
  const { id } = await params
  if (!/^[1-9]\d{0,8}$/.test(id)) notFound()
  const t = await getTranslations('govern.disputes')
  const api = await serverApi()
  return (
    <>
      <nav className="t13 dim" aria-label={t('breadcrumb')}>
        <Link className="link" href="/disputes">
          {t('page')}
        </Link>{' '}
        / {t('one', { id })}
      </nav>
      <div className="row wrap g3 mb-4">
        <h1 className="mb-0">{t('one', { id })}</h1>
        <Link className="link t13" href="/docs/guides/disputes">
          {t('guide')}
        </Link>
      </div>
      <Prefetched fetch={(client) => [client.prefetchQuery(disputeQuery(api, id))]}>
        <DisputeView id={id} />
      </Prefetched>
    </>
  )
}
