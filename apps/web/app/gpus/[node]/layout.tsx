import type { ReactNode } from 'react'
import { PageMessages } from '#web/i18n/PageMessages.tsx'

/** Sends the browser only the translated messages that the page of a machine uses. The list of machines needs few of them. */
export default function PartLayout({ children }: { readonly children: ReactNode }) {
  return <PageMessages of="gpus/[node]">{children}</PageMessages>
}
