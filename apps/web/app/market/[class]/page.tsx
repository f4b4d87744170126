import type { Transport } from '@infinitio/sdk'
import type { QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { MarketClassView } from '#web/features/market/MarketClassView.tsx'
import { firstChoice, firstRange, marketClassQuery, marketQuery } from '#web/parts/market/marketQuery.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'

type PageProps = { readonly params: Promise<{ readonly class: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('market')
  return { title: t('title') }
}

/** `/market/[class]`: shows the market of one GPU class. */
export default async function MarketClassPage({ params }: PageProps) {
  const { class: text } = await params
  if (!/^[0-9]{1,3}$/.test(text) || Number(text) > 255) notFound()
  const api = await serverApi()
  const classId = Number(text)
  return (
    <Prefetched
      fetch={(client) => [
        prefetchDetail(client, { api, classId }),
        client.prefetchQuery(marketQuery(api, null)),
        client.prefetchQuery(classesQuery(api)),
      ]}
    >
      <MarketClassView classId={classId} />
    </Prefetched>
  )
}

/** Prefetches the prices of a GPU class for the last week, and the data of the hour that the chart shows first. */
async function prefetchDetail(client: QueryClient, { api, classId }: { api: Transport; classId: number }): Promise<void> {
  const week = marketClassQuery(api, classId, firstChoice)
  await client.prefetchQuery(week)
  const range = firstRange(client.getQueryData(week.queryKey))
  if (range !== firstChoice.range) await client.prefetchQuery(marketClassQuery(api, classId, { ...firstChoice, range }))
}
