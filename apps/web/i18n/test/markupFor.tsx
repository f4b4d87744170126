import Loadable from 'next/dist/shared/lib/loadable.shared-runtime'
import { NextIntlClientProvider } from 'next-intl'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { prerender } from 'react-dom/static'
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

/** Returns the markup of a component for one of two readers: one with English in UTC, or one with Chinese in Shanghai time with CNY. */
export function markupFor(language: 'en' | 'zh', node: ReactNode): string {
  return reading(language, (page) => renderToStaticMarkup(page), node)
}

/** Like `markupFor`, for a component with parts that load later. The markup is complete, as the server sends it. */
export async function loadedMarkupFor(language: 'en' | 'zh', node: ReactNode): Promise<string> {
  await Loadable.preloadAll()
  const { prelude } = await reading(language, (page) => prerender(page), node)
  const markup = await new Response(prelude).text()
  return markup.replace(/<!--.*?-->/g, '')
}

function reading<Markup>(language: 'en' | 'zh', render: (page: ReactNode) => Markup, node: ReactNode): Markup {
  Object.assign(globalThis, {
    [readingPlace]: { getStore: () => readings.getStore(), path: () => '/', isPhone: () => false, rates: () => [], sentences: {} },
  })
  const messages = withSharedMessages(language === 'en' ? en : (zh as unknown as typeof en), language)
  return readings.run(readers[language], () =>
    render(
      <NextIntlClientProvider locale={language} messages={messages} timeZone="UTC">
        {node}
      </NextIntlClientProvider>,
    ),
  )
}
