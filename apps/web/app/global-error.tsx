'use client'
import { reading } from '#web/i18n/reading.ts'

/** The layout and its messages could not be loaded, so this file contains the few necessary words in each language. */
const words = { en: ['This page broke', 'Try again'], zh: ['页面出错了', '重试'] } as const

/** Replaces the whole page when the root layout itself crashes. */
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
