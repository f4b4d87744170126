import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { GpusView } from '#web/features/search/GpusView.tsx'
import { listingsQuery } from '#web/features/search/listingsQuery.ts'
import { searchOfForm, searchOfSentence, sentenceField } from '#web/features/search/searchOfForm.ts'
import { formerField } from '#web/parts/search/searchForm.ts'
import { paramsOfSearch, searchFromParams } from '#web/parts/search/searchState.ts'
import { startsQuery } from '#web/features/search/startsQuery.ts'
import { textParams } from '#web/parts/search/textParams.ts'

type PageProps = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('search')
  return { title: t('title') }
}

/** `/gpus`: searches for machines. */
export default async function GpusPage({ searchParams }: PageProps) {
  const params = textParams(await searchParams)
  const api = await serverApi()
  if (params.has(formerField)) redirect(`/gpus?${paramsOfSearch(await searchOfForm(params, api))}`)
  else if (params.has(sentenceField)) redirect(`/gpus?${paramsOfSearch(await searchOfSentence(params, api))}`)
  const search = searchFromParams(params)
  return (
    <Prefetched
      fetch={(client) => [
        client.prefetchQuery(listingsQuery(api, search)),
        client.prefetchQuery(startsQuery(api, search)),
        client.prefetchQuery(classesQuery(api)),
      ]}
    >
      <GpusView />
    </Prefetched>
  )
}
