import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SettingsView } from '#web/features/settings/SettingsView.tsx'
import { displayRates } from '#web/i18n/reading.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings')
  return { title: t('title') }
}

/** `/settings`: sets language, display currency, time zone and theme. */
export default function SettingsPage() {
  return <SettingsView rates={displayRates()} zones={['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]} />
}
