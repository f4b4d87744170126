import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NodeList } from '#web/features/explorer/NodeList.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('explorer')
  return { title: t('tab.nodes') }
}

/** `/explorer/nodes`: lists every registered machine. */
export default function NodesPage() {
  return <NodeList />
}
