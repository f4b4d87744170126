import type { ReactNode } from 'react'
import { PageMessages } from '#web/i18n/PageMessages.tsx'

/** Frames the pages of the task pool. */
export default function TasksLayout({ children }: { readonly children: ReactNode }) {
  return (
    <PageMessages of="tasks">
      <main className="page p-govern">{children}</main>
    </PageMessages>
  )
}
