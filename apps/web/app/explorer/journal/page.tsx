import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { JournalList } from '#web/features/journal/JournalList.tsx'
import { VerifyPanel } from '#web/features/journal/VerifyPanel.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('explorer')
  return { title: t('tab.journal') }
}

/** `/explorer/journal`: lists the journal's entries and checks the journal. */
export default function JournalPage() {
  return (
    <div className="xtwo narrow-first">
      <VerifyPanel />
      <JournalList />
    </div>
  )
}
