import { expect, test } from 'vitest'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { ZoneLink } from '#web/parts/format/ZoneLink.tsx'

test('times in UTC have a link to the time zone; a zone that was chosen has none', () => {
  expect(markupFor('en', <ZoneLink />)).toMatch(/UTC ·.*href="\/settings".*change/s)
  // In this test, a reader of Chinese has the zone of Shanghai.
  expect(markupFor('zh', <ZoneLink />)).toBe('')
})
