import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { programmesQuery } from '#web/parts/govern/emissionQueries.ts'
import { ProgrammesView } from '#web/features/govern/programmes/ProgrammesView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern')
  return { title: t('tab.programmes') }
}

/**
 * `/govern/programmes`: lists incentive programmes. Each has money that sponsors paid in for machines of some kind. With the form, the reader pays into a
 * programme.
 */
export default async function ProgrammesPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(programmesQuery(api))]}>
      <ProgrammesView />
    </Prefetched>
  )
}
