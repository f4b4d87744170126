import type { ReactNode } from 'react'
import { GovernHead } from '#web/features/govern/overview/GovernHead.tsx'
import { PageMessages } from '#web/i18n/PageMessages.tsx'

/** Frames every governance page with its title and the tabs. */
export default function GovernLayout({ children }: { readonly children: ReactNode }) {
  return (
    <PageMessages of="govern">
      <main className="page p-govern">
        <GovernHead />
        {children}
      </main>
    </PageMessages>
  )
}
