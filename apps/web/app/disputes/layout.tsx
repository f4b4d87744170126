import type { ReactNode } from 'react'
import { GovernHead } from '#web/features/govern/overview/GovernHead.tsx'
import { PageMessages } from '#web/i18n/PageMessages.tsx'

/** Frames the pages of disputes with the title and the tabs of the governance pages, because disputes are one of these tabs. */
export default function DisputesLayout({ children }: { readonly children: ReactNode }) {
  return (
    <PageMessages of="disputes">
      <main className="page p-govern">
        <GovernHead />
        {children}
      </main>
    </PageMessages>
  )
}
