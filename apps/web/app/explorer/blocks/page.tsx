import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { BlockList } from '#web/features/explorer/BlockList.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('explorer')
  return { title: t('tab.blocks') }
}

/** `/explorer/blocks`: lists the blocks. */
export default function BlocksPage() {
  return <BlockList />
}
