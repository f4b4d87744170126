import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { AccountView } from '#web/features/explorer/AccountView.tsx'

type PageProps = { readonly params: Promise<{ readonly address: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('explorer')
  return { title: t('account.title') }
}

/** `/explorer/address/[address]`: shows the data of one account on the chain. */
export default async function AddressPage({ params }: PageProps) {
  const { address } = await params
  if (!/^0x[0-9a-f]{40}$/i.test(address)) notFound()
  return <AccountView account={address.toLowerCase()} />
}
