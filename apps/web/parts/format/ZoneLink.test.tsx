import { expect, test } from 'vitest'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { ZoneLink } from '#web/parts/format/ZoneLink.tsx'

test('shows a link to the zone setting beside UTC times, but not for a chosen zone', () => {
  expect(markupFor('en', <ZoneLink />)).toMatch(/UTC ·.*href="\/settings".*change time zone/s)
  // In this test, a reader of Chinese has the zone of Shanghai.
  expect(markupFor('zh', <ZoneLink />)).toBe('')
})

test('omits the zone beside a text that names it', () => {
  expect(markupFor('en', <ZoneLink isNamed />)).toMatch(/·.*href="\/settings".*change/s)
  expect(markupFor('en', <ZoneLink isNamed />)).not.toContain('UTC')
})
