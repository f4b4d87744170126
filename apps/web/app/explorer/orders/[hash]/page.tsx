import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { PublicOrderView } from '#web/features/explorer/PublicOrderView.tsx'

type PageProps = { readonly params: Promise<{ readonly hash: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('explorer')
  return { title: t('order.one') }
}

/** `/explorer/orders/[hash]`: shows one order of the order book. */
export default async function OrderPage({ params }: PageProps) {
  const { hash } = await params
  if (!/^0x[0-9a-f]{64}$/.test(hash)) notFound()
  return <PublicOrderView hash={hash} />
}
