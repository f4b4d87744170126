import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { ProjectView } from '#web/features/govern/incubation/ProjectView.tsx'
import { projectQuery } from '#web/features/govern/incubation/projectQueries.ts'

type PageProps = { readonly params: Promise<{ readonly id: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const t = await getTranslations('govern.projects')
  return { title: t('one', { id: (await params).id }) }
}

/** `/govern/incubation/[id]`: shows one project that sponsors support, with its milestones and its sponsors. */
export default async function ProjectPage({ params }: PageProps) {
  const { id } = await params
  if (!/^[1-9]\d{0,8}$/.test(id)) notFound()
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(projectQuery(api, id))]}>
      <ProjectView id={id} />
    </Prefetched>
  )
}
