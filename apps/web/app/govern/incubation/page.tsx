import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { ProjectsView } from '#web/features/govern/incubation/ProjectsView.tsx'
import { projectsQuery } from '#web/features/govern/incubation/projectQueries.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern')
  return { title: t('tab.incubation') }
}

/** `/govern/incubation`: lists projects that sponsors support by locking G tokens. */
export default async function IncubationPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchInfiniteQuery(projectsQuery(api))]}>
      <ProjectsView />
    </Prefetched>
  )
}
