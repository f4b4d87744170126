import { preferredLanguage } from '@infinitio/domain'
import { expect, test } from 'vitest'
import { languages } from '../../i18n/reading.ts'
import { settingsCookieOf, settingsOf } from '../../i18n/settings.ts'
import { readingOf } from './readingOf.ts'

const rates = [{ currency: 'CNY', perPt: 7.12, source: 'the desk', asOf: '2026-11-20', isFixed: false }]
const ask = (headers: Record<string, string>, url = '/gpus') => readingOf({ url, headers }, { rates, now: 1_000 })

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['de-DE,de;q=0.9,zh;q=0.5,en;q=0.7', 'en'],
  ['fr;q=0.9, zh-TW;q=0.2', 'zh'],
  ['zh;q=0', 'en'],
  ['en;q=0.1,zh;q=0.20', 'zh'],
  ['*;q=9, ;;;,zh;q=x'.repeat(99), 'zh'],
])('of %s the language is %s', (header, language) => expect(preferredLanguage(header, languages)).toBe(language))

test('prefers the address to the chosen settings, and these to the browser', () => {
  const chosen = 'other=1; infinitio_settings=language=en&zone=Asia%2FShanghai&currency=CNY&clock=12&changedAt=5'
  expect(ask({ 'accept-language': 'zh' }).reading).toMatchObject({ language: 'zh', zone: 'UTC', zoneName: 'UTC', clock: '24', rate: null })
  expect(ask({ 'accept-language': 'zh', cookie: chosen })).toEqual({
    reading: { language: 'en', zone: 'Asia/Shanghai', zoneName: 'China Time', clock: '12', rate: rates[0] },
    chosen: null,
  })
  const led = ask({ cookie: chosen }, '/gpus?class=1&lang=zh')
  expect(led.reading).toMatchObject({ language: 'zh', zoneName: '北京时间' })
  expect(led.chosen).toEqual({ language: 'zh', zone: 'Asia/Shanghai', currency: 'CNY', clock: '12', theme: null, changedAt: 1_000 })
  expect(ask({ cookie: chosen }, '/gpus?lang=en').chosen).toBeNull()
  expect(ask({}, '/gpus?lang=xx').chosen).toBeNull()
})

test('ignores each invalid field of the cookie, and reads what it wrote', () => {
  const nothing = { language: null, zone: null, clock: null, currency: null, theme: null, changedAt: 0 }
  for (const text of [
    '',
    '%',
    '\u0000',
    'language=xx&zone=../etc/passwd&clock=25&currency=cny&theme=red&changedAt=-1',
    'x'.repeat(100_000),
    'zone=Mars/Base',
  ]) {
    expect(settingsOf(text)).toEqual(nothing)
  }
  const settings = {
    language: 'zh',
    zone: 'America/Argentina/Buenos_Aires',
    clock: '24',
    currency: 'EUR',
    theme: 'dark',
    changedAt: 1_763_000_000_000,
  } as const
  const cookie = settingsCookieOf(settings, { secure: true })
  expect(cookie).toMatch(/; Path=\/; Max-Age=31536000; SameSite=Lax; Secure$/)
  expect(settingsOf(cookie.split('; ')[0]?.slice('infinitio_settings='.length))).toEqual(settings)
})
