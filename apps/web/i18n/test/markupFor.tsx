import { NextIntlClientProvider } from 'next-intl'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { withSharedMessages } from '#web/i18n/sharedMessages.ts'
import { type Reading, readingPlace } from '#web/i18n/reading.ts'
import en from '#web/messages/en.json' with { type: 'json' }
import zh from '#web/messages/zh.json' with { type: 'json' }

const readings = new AsyncLocalStorage<Reading>()
const readers = {
  en: { language: 'en', zone: 'UTC', zoneName: 'UTC', clock: '24', rate: null },
  zh: {
    language: 'zh',
    zone: 'Asia/Shanghai',
    zoneName: 'Shanghai',
    clock: '24',
    rate: { currency: 'CNY', perPt: 7, source: 'x', asOf: 'y', isFixed: false },
  },
} as const satisfies Record<string, Reading>

/** What a component says to a reader in English at UTC, or to one in Chinese in Shanghai who counts in yuan. */
export function markupFor(language: 'en' | 'zh', node: ReactNode): string {
  Object.assign(globalThis, { [readingPlace]: { getStore: () => readings.getStore(), rates: () => [], sentences: {} } })
  const messages = withSharedMessages(language === 'en' ? en : (zh as unknown as typeof en), language)
  return readings.run(readers[language], () =>
    renderToStaticMarkup(
      <NextIntlClientProvider locale={language} messages={messages} timeZone="UTC">
        {node}
      </NextIntlClientProvider>,
    ),
  )
}
