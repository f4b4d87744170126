import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { LeaseView } from '#web/features/lease/LeaseView.tsx'
import { leaseQuery } from '#web/parts/lease/leaseQueries.ts'

type PageProps = { readonly params: Promise<{ readonly id: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const t = await getTranslations('lease')
  return { title: t('number', { leaseId: (await params).id }) }
}

/** `/leases/[id]`: shows one lease. */
export default async function LeasePage({ params }: PageProps) {
  const { id } = await params
  if (!/^[0-9]{1,20}$/.test(id)) notFound()
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(leaseQuery(api, id))]}>
      <LeaseView leaseId={id} />
    </Prefetched>
  )
}
