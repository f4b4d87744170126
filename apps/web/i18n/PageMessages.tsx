import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import namespaces from '#web/i18n/namespaces.json'
import { reading } from '#web/i18n/reading.ts'
import { SameReading } from '#web/i18n/SameReading.tsx'

/**
 * The name of a part of the site, for which messages are sent to the browser: the frame around every page, all pages with the same first path segment, or the
 * pages of a folder inside these.
 */
export type Part = keyof typeof namespaces

/** Sends the browser only the messages that a part of the site uses. `namespaces.json` lists them; a test derives the list from the imports. */
export async function PageMessages({ of, children }: { readonly of: Part; readonly children: ReactNode }) {
  const messages = messagesIn(namespaces[of].split(' '), await getMessages())
  return (
    <NextIntlClientProvider messages={messages}>
      {of !== 'frame' && <SameReading written={JSON.stringify(reading())} />}
      {children}
    </NextIntlClientProvider>
  )
}

type Messages = { readonly [name: string]: unknown }

/** Returns the messages of these namespaces, such as `units` and `book.template`, inside of the same objects as in `all`. */
export function messagesIn(names: readonly string[], all: Messages): Messages {
  const picked = {}
  for (const name of names) copyMessages(name.split('.'), { from: all, to: picked })
  return picked
}

function copyMessages(
  [first = '', ...rest]: readonly string[],
  { from, to }: { readonly from: Messages; readonly to: Record<string, unknown> },
): void {
  if (rest.length === 0) {
    to[first] = from[first]
    return
  }
  to[first] ??= {}
  copyMessages(rest, { from: from[first] as Messages, to: to[first] as Record<string, unknown> })
}
