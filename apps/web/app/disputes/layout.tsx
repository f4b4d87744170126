import type { ReactNode } from 'react'
import { PageMessages } from '#web/i18n/PageMessages.tsx'

/** Frames the pages of disputes. */
export default function DisputesLayout({ children }: { readonly children: ReactNode }) {
  return (
    <PageMessages of="disputes">
      <main className="page p-govern">{children}</main>
    </PageMessages>
  )
}
