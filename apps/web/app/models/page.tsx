import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ServicesView } from '#web/features/services/ServicesView.tsx'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { servicesQuery } from '#web/parts/services/servicesQuery.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('services')
  return { title: t('page') }
}

/** `/models`: lists the AI services that the chain registers, with prices and bonds. */
export default async function ModelsPage() {
  const t = await getTranslations('services')
  const api = await serverApi()
  return (
    <>
      <h1>{t('page')}</h1>
      <p className="t13 dim mb-4">
        {t('intro')}{' '}
        <Link className="link" href="/playground">
          {t('playground')}
        </Link>{' '}
        ·{' '}
        <Link className="link" href="/usage">
          {t('usage')}
        </Link>{' '}
        ·{' '}
        <Link className="link" href="/docs/guides/tools-services">
          {t('guide')}
        </Link>{' '}
        ·{' '}
        <Link className="link" href="/docs/guides/route-models">
          {t('router')}
        </Link>
      </p>
      <Prefetched fetch={(client) => [client.prefetchInfiniteQuery(servicesQuery(api))]}>
        <ServicesView />
      </Prefetched>
    </>
  )
}
