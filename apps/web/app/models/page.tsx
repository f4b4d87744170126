import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageHead } from '#web/components/ui/PageHead.tsx'
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
      <PageHead
        title={t('page')}
        intro={t('intro')}
        links={[
          { href: '/playground', label: t('playground') },
          { href: '/usage', label: t('usage') },
          { href: '/docs/guides/tools-services', label: t('guide') },
          { href: '/docs/guides/route-models', label: t('router') },
        ]}
      />
      <Prefetched fetch={(client) => [client.prefetchInfiniteQuery(servicesQuery(api))]}>
        <ServicesView />
      </Prefetched>
    </>
  )
}
