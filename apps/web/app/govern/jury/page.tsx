import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { JuryView } from '#web/features/govern/jury/JuryView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('govern')
  return { title: t('tab.jury') }
}

/** `/govern/jury`: the duties of a juror, and the form that joins the list of jurors. */
export default function JuryPage() {
  return <JuryView />
}
