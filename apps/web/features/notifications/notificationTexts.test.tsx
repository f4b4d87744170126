import type { NotificationWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { notificationSamples, sampleHeading } from '../../../../packages/domain/test/notificationSamples.ts'
import { NotificationLine } from '#web/features/notifications/NotificationLine.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

test('shows every kind of notification in both languages as before: run it with -u after a change', async () => {
  const texts = notificationSamples.flatMap((item) => [sampleHeading(item), textOf(item, 'en'), textOf(item, 'zh'), ''])
  await expect(texts.join('\n')).toMatchFileSnapshot('test/notificationTexts.txt')
})

/** Returns the visible text of a notification and its link. */
function textOf(item: NotificationWire, language: 'en' | 'zh'): string {
  const markup = markupFor(
    language,
    <QueryClientProvider client={new QueryClient()}>
      <NotificationLine item={item} onOpen={() => undefined} />
    </QueryClientProvider>,
  )
  const [, href = ''] = /href="([^"]*)"/.exec(markup) ?? []
  const [, text = ''] = /<span class="min-w-0">(.*?)<\/span>/.exec(markup) ?? []
  return `${text} → ${href}`
}
