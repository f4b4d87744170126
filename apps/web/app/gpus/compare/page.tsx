import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { comparedNodeQuery } from '#web/features/compare/comparedNodeQuery.ts'
import { CompareView } from '#web/features/compare/CompareView.tsx'
import { comparisonFromParams } from '#web/features/compare/comparison.ts'
import { textParams } from '#web/parts/search/textParams.ts'

type PageProps = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('compare')
  return { title: t('title') }
}

/** `/gpus/compare`: shows up to four machines side by side. */
export default async function ComparePage({ searchParams }: PageProps) {
  const comparison = comparisonFromParams(textParams(await searchParams))
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => comparison.nodes.map((node) => client.prefetchQuery(comparedNodeQuery(api, node, comparison)))}>
      <CompareView />
    </Prefetched>
  )
}
