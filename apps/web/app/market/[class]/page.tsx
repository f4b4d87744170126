import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { realNodesQuery } from '#web/parts/market/realNodesQuery.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { MarketClassView } from '#web/features/market/MarketClassView.tsx'
import { firstChoice, marketClassQuery, marketQuery } from '#web/parts/market/marketQuery.ts'

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
