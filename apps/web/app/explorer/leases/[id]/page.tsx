import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { PublicLeaseView } from '#web/features/explorer/PublicLeaseView.tsx'

type PageProps = { readonly params: Promise<{ readonly id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('explorer')
  return { title: t('leases.one') }
}

/** `/explorer/leases/[id]`: shows one lease with the data that the chain stores. */
export default async function LeasePage({ params }: PageProps) {
  const { id } = await params
  if (!/^(0|[1-9][0-9]{0,17})$/.test(id)) notFound()
  return <PublicLeaseView leaseId={id} />
}
