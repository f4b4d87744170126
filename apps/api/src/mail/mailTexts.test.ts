import type { NotificationWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { notificationSamples, sampleHeading } from '../../../../packages/domain/test/notificationSamples.ts'
import { notificationMail } from './notificationMail.ts'

test('a mail says every kind of notification in both languages as before: run it with -u after a change', async () => {
  const texts = notificationSamples.flatMap((item) => [sampleHeading(item), textOf(item, 'en'), textOf(item, 'zh'), ''])
  await expect(texts.join('\n')).toMatchFileSnapshot('mailTexts.txt')
})

function textOf(item: NotificationWire, language: 'en' | 'zh'): string {
  const zone = language === 'en' ? 'UTC' : 'Asia/Shanghai'
  const { subject, lines, link } = notificationMail(item, { publicUrl: 'https://market.example', reader: { language, zone } })
  return `${subject} | ${lines.join(' / ')} | ${link.label} → ${link.url}`
}
