import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ProvideServicesView } from '#web/features/provide-services/ProvideServicesView.tsx'
import { modelOrigins } from '#web/i18n/reading.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('provideServices')
  return { title: t('title') }
}

/** `/provide/services`: shows the AI services that pay the account, with their bonds, channels, settlements and checks, and shares of hosting programmes. */
export default function ProvideServicesPage() {
  return <ProvideServicesView origins={modelOrigins()} />
}
