import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PairView } from '#web/features/pairing/PairView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('pair')
  return { title: t('title') }
}

/**
 * `/provide/pair`: registers a machine with the wallet of the browser that opened the machine's pairing link. The secret of the link is after the `#`, which
 * browsers never send to a server.
 */
export default function PairPage() {
  return <PairView />
}
