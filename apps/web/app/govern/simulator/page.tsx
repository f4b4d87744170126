import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SimulatorView } from '#web/features/simulator/SimulatorView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern')
  return { title: t('tab.simulator') }
}

/** `/govern/simulator`: simulates years of the economy with other parameters, in this browser. */
export default function SimulatorPage() {
  return <SimulatorView />
}
