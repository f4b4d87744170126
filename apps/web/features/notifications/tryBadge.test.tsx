import { expect, test } from 'vitest'
import { TryBadge } from '#web/features/notifications/TryBadge.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

test.each([
  [{ status: 204, error: null }, 'there', 'there'],
  [{ status: 503, error: 'status' }, '503', '503'],
  [{ status: null, error: 'timeout' }, 'No answer', '无应答'],
  [{ status: null, error: 'address_refused' }, 'No public address', '非公网地址'],
  [{ status: null, error: 'cert_has_expired' }, 'cert_has_expired', 'cert_has_expired'],
])('shows the result of an attempt, %o, in words for its reader', (tried, english, chinese) => {
  const said = (language: 'en' | 'zh') => markupFor(language, <TryBadge {...tried} done="there" />).replace(/<[^>]*>/g, '')
  expect([said('en'), said('zh')]).toEqual([english, chinese])
})
