import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { parametersQuery } from '#web/parts/govern/governQueries.ts'
import { ParametersView } from '#web/features/govern/parameters/ParametersView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern')
  return { title: t('tab.parameters') }
}

/** `/govern/parameters`: shows the parameters that votes may set, their bounds and their past changes. */
export default async function ParametersPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(parametersQuery(api))]}>
      <ParametersView />
    </Prefetched>
  )
}
