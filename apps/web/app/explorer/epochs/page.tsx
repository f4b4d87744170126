import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { EpochList } from '#web/features/explorer/EpochList.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('explorer')
  return { title: t('tab.epochs') }
}

/** `/explorer/epochs`: lists epochs with their payments and signers. */
export default function EpochsPage() {
  return <EpochList />
}
