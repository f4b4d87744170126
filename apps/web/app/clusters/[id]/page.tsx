import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ClusterPageView } from '#web/features/clusters/ClusterPageView.tsx'
import { clusterQuery } from '#web/features/clusters/clusterQueries.ts'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'

type PageProps = { readonly params: Promise<{ readonly id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('clusterPage')
  return { title: t('here') }
}

/** `/clusters/[id]`: shows one cluster, which is an order that rented several machines together. */
export default async function ClusterPage({ params }: PageProps) {
  const { id } = await params
  if (!/^0x[0-9a-f]{64}$/.test(id)) notFound()
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(clusterQuery(api, id))]}>
      <ClusterPageView clusterId={id} />
    </Prefetched>
  )
}
