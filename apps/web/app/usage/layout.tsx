import type { ReactNode } from 'react'
import { PageMessages } from '#web/i18n/PageMessages.tsx'

/** Frames the page of prepaid AI services. */
export default function UsageLayout({ children }: { readonly children: ReactNode }) {
  return (
    <PageMessages of="usage">
      <main className="page p-govern">{children}</main>
    </PageMessages>
  )
}
