import { expect, test } from 'vitest'
import { LanguageLink } from '#web/features/shell/LanguageLink.tsx'
import { addressIn, LanguageScript } from '#web/features/shell/LanguageScript.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

test.each([
  ['en', 'zh', 'zh-Hans', '中文', '中文', 'lang="zh-Hans"'],
  ['zh', 'en', 'en', 'English', 'EN', 'aria-label="EN English"'],
] as const)('links a page in %s in the other language, with its whole name for screen readers', (language, other, tag, name, short, named) => {
  const inTopBar = markupFor(language, <LanguageLink className="btn" isShort />)
  expect(inTopBar).toContain(`href="?lang=${other}"`)
  expect(inTopBar).toContain(`lang="${tag}"`)
  expect(inTopBar).toContain(named)
  expect(inTopBar).toContain(`>${short}</a>`)
  expect(markupFor(language, <LanguageLink className="link" />)).toContain(`>${name}</a>`)
})

test('keeps the search and the anchor of a page', () => {
  expect(markupFor('en', <LanguageScript nonce="a1" />)).toContain('searchParams.set')
  expect(addressIn('https://market.test/gpus?classes=3&gpus=2#map', 'zh')).toBe('https://market.test/gpus?classes=3&gpus=2&lang=zh#map')
  expect(addressIn('https://market.test/gpus?lang=zh&q=a%20b', 'en')).toBe('https://market.test/gpus?lang=en&q=a+b')
})
