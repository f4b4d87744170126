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
      <p className="t13 mb-4">
        <Link className="link" href="/docs/guides/disputes">
          {t('guide')}
        </Link>
      </p>
      <Prefetched fetch={(client) => [client.prefetchQuery(disputeQuery(api, id))]}>
        <DisputeView id={id} />
      </Prefetched>
    </>
  )
}
