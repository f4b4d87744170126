import type { ReactNode } from 'react'
import { PageMessages } from '#web/i18n/PageMessages.tsx'

/** Sends the browser only the translated messages that the pages in this folder use. */
export default function PartLayout({ children }: { readonly children: ReactNode }) {
  return <PageMessages of="renters">{children}</PageMessages>
}
