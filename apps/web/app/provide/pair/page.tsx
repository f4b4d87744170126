import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PairView } from '#web/features/pairing/PairView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('pair')
  return { title: t('title') }
}

/** `/provide/pair`: the wallet registers a machine whose link it opened. The secret is in the fragment, which no server gets. */
export default function PairPage() {
  return <PairView />
}
