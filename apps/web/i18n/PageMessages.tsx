import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import namespaces from '#web/i18n/namespaces.json'
import { reading } from '#web/i18n/reading.ts'
import { SameReading } from '#web/i18n/SameReading.tsx'

/** The name of a part of the site: the frame around every page, or all pages with the same first path segment. */
export type Part = keyof typeof namespaces

/** Sends the browser only the messages that a part of the site uses. `namespaces.json` lists them; a test derives the list from the imports. */
export async function PageMessages({ of, children }: { readonly of: Part; readonly children: ReactNode }) {
  const all: Readonly<Record<string, unknown>> = await getMessages()
  const messages = Object.fromEntries(namespaces[of].split(' ').map((name) => [name, all[name]]))
  return (
    <NextIntlClientProvider messages={messages}>
      {of !== 'frame' && <SameReading written={JSON.stringify(reading())} />}
      {children}
    </NextIntlClientProvider>
  )
}
