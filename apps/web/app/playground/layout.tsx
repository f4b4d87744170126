import type { ReactNode } from 'react'
import { PageMessages } from '#web/i18n/PageMessages.tsx'

/** Frames the page for chats with AI models. */
export default function PlaygroundLayout({ children }: { readonly children: ReactNode }) {
  return (
    <PageMessages of="playground">
      <main className="page p-play">{children}</main>
    </PageMessages>
  )
}
