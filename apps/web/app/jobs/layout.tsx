import type { ReactNode } from 'react'
import { PageMessages } from '#web/i18n/PageMessages.tsx'

/** Frames the pages of jobs. */
export default function JobsLayout({ children }: { readonly children: ReactNode }) {
  return (
    <PageMessages of="jobs">
      <main className="page p-govern">{children}</main>
    </PageMessages>
  )
}
