import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { proofQuery } from '#web/features/govern/carbon/carbonQueries.ts'
import { ProofView } from '#web/features/govern/carbon/ProofView.tsx'

type PageProps = { readonly params: Promise<{ readonly id: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const t = await getTranslations('govern.carbon')
  return { title: t('one', { id: (await params).id }) }
}

/** `/govern/carbon/[id]`: shows one proof that a machine runs on green energy, and the audit of the proof. */
export default async function ProofPage({ params }: PageProps) {
  const { id } = await params
  if (!/^[1-9]\d{0,8}$/.test(id)) notFound()
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(proofQuery(api, id))]}>
      <ProofView id={id} />
    </Prefetched>
  )
}
