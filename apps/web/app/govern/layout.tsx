import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { GovernTabs } from '#web/features/govern/overview/GovernTabs.tsx'
import { PageMessages } from '#web/i18n/PageMessages.tsx'

/** Frames every governance page with the title and the tabs. */
export default async function GovernLayout({ children }: { readonly children: ReactNode }) {
  const t = await getTranslations('govern')
  return (
    <PageMessages of="govern">
      <main className="page p-govern">
        <h1>{t('title')}</h1>
        <GovernTabs />
        {children}
      </main>
    </PageMessages>
  )
}
