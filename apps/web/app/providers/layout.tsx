import type { ReactNode } from 'react'
import { PageMessages } from '#web/i18n/PageMessages.tsx'

/** Gives the pages below only the messages that they need. */
export default function PartLayout({ children }: { readonly children: ReactNode }) {
  return <PageMessages of="providers">{children}</PageMessages>
}
