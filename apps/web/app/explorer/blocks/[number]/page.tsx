import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { BlockView } from '#web/features/explorer/BlockView.tsx'

type PageProps = { readonly params: Promise<{ readonly number: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('explorer')
  return { title: t('blocks.one') }
}

/** `/explorer/blocks/[number]`: shows one block. */
export default async function BlockPage({ params }: PageProps) {
  const { number } = await params
  if (!/^(0|[1-9][0-9]{0,15})$/.test(number)) notFound()
  return <BlockView number={number} />
}
