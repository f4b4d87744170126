import type { ReactNode } from 'react'
import { PageMessages } from '#web/i18n/PageMessages.tsx'

/** Sends the browser the messages of the pages below. */
export default function PartLayout({ children }: { readonly children: ReactNode }) {
  return <PageMessages of="rent">{children}</PageMessages>
}
