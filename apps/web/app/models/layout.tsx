import type { ReactNode } from 'react'
import { PageMessages } from '#web/i18n/PageMessages.tsx'

/** Frames the page of AI services. */
export default function ModelsLayout({ children }: { readonly children: ReactNode }) {
  return (
    <PageMessages of="models">
      <main className="page p-govern">{children}</main>
    </PageMessages>
  )
}
