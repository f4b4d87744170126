import type { ReactNode } from 'react'
import { PageMessages } from '#web/i18n/PageMessages.tsx'

/** What the pages below need of the messages. */
export default function PartLayout({ children }: { readonly children: ReactNode }) {
  return <PageMessages of="rent">{children}</PageMessages>
}
