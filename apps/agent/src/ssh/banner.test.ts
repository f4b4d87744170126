import { expect, test } from 'vitest'
import { bannerIn, languageOfLocale } from './banner.ts'

test('chooses the text of the reader’s language, or the only one', () => {
  expect([bannerIn({ en: 'hello', zh: '你好' }, 'zh'), bannerIn({ en: 'hello', zh: '你好' }, 'en'), bannerIn('all', 'zh')]).toEqual([
    '你好',
    'hello',
    'all',
  ])
})

test('reads the language from the locale that an SSH client sends', () => {
  expect(languageOfLocale({ LANG: 'zh_CN.UTF-8' })).toBe('zh')
  expect(languageOfLocale({ LANG: 'en_US.UTF-8', LC_MESSAGES: 'zh_TW' })).toBe('zh')
  expect(languageOfLocale({ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' })).toBe('en')
  expect(languageOfLocale({})).toBe('en')
})
