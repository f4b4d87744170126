import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { machineQuery } from '#web/features/machine/machineQueries.ts'
import { MachineView } from '#web/features/machine/MachineView.tsx'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'

type PageProps = { readonly params: Promise<{ readonly node: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('machine')
  return { title: t('title') }
}

/** `/provide/nodes/[node]`: one machine as its owner sees it. */
export default async function MachinePage({ params }: PageProps) {
  const { node } = await params
  if (!/^0x[0-9a-f]{64}$/.test(node)) notFound()
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(machineQuery(api, node))]}>
      <MachineView node={node} />
    </Prefetched>
  )
}
