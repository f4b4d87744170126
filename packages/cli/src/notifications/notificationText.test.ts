import { expect, test } from 'vitest'
import { notificationSamples, sampleHeading } from '../../../domain/test/notificationSamples.ts'
import { notificationText } from './notifications.ts'

test('the command says every kind of notification as before: run it with -u after a change', async () => {
  const texts = notificationSamples.flatMap((item) => [sampleHeading(item), notificationText(item), ''])
  await expect(texts.join('\n')).toMatchFileSnapshot('test/notificationTexts.txt')
})
