import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/features/api/Prefetched.tsx'
import { serverApi } from '#web/features/api/serverApi.ts'
import { realNodesQuery } from '#web/features/home/realNodesQuery.ts'
import { classesQuery } from '#web/features/search/classesQuery.ts'
import { MarketClassView } from '#web/features/market/MarketClassView.tsx'
import { firstChoice, marketClassQuery, marketQuery } from '#web/features/market/marketQuery.ts'

type PageProps = { readonly params: Promise<{ readonly class: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('market')
  return { title: t('title') }
}

/** `/market/[class]`: the market of one class. */
export default async function MarketClassPage({ params }: PageProps) {
  const { class: text } = await params
  if (!/^[0-9]{1,3}$/.test(text) || Number(text) > 255) notFound()
  const api = await serverApi()
  const classId = Number(text)
  return (
    <Prefetched
      fetch={(client) => [
        client.prefetchQuery(marketClassQuery(api, classId, firstChoice)),
        client.prefetchQuery(marketQuery(api, null)),
        client.prefetchQuery(realNodesQuery(api)),
        client.prefetchQuery(classesQuery(api)),
      ]}
    >
      <MarketClassView classId={classId} />
    </Prefetched>
  )
}
