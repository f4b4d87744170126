import { getTranslations } from 'next-intl/server'
import { type ReactNode, Suspense } from 'react'
import { ExplorerSearch } from '#web/features/explorer/ExplorerSearch.tsx'
import { PageMessages } from '#web/i18n/PageMessages.tsx'
import { ExplorerTabs } from '#web/features/explorer/ExplorerTabs.tsx'

/** Frames every explorer page with the title, the search and the tabs. */
export default async function ExplorerLayout({ children }: { readonly children: ReactNode }) {
  const t = await getTranslations('explorer')
  return (
    <PageMessages of="explorer">
      <main className="page p-explorer">
        <h1>{t('title')}</h1>
        <Suspense fallback={<div className="xsearch" aria-hidden />}>
          <ExplorerSearch />
        </Suspense>
        <ExplorerTabs />
        {children}
      </main>
    </PageMessages>
  )
}
