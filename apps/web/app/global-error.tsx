'use client'
import { reading } from '#web/i18n/reading.ts'

/** The frame itself broke, and its messages with it: said here in each language, in as few words as there are. */
const words = { en: ['This page broke', 'Try again'], zh: ['页面出错了', '重试'] } as const

/** What stands in the place of a page when not even its frame could be drawn. */
export default function GlobalError({ reset }: { readonly reset: () => void }) {
  const { language } = reading()
  const [title, again] = words[language]
  return (
    <html lang={language}>
      <body>
        <h1>{title}</h1>
        <button type="button" onClick={reset}>
          {again}
        </button>
      </body>
    </html>
  )
}
