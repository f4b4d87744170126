import { expect, test } from 'vitest'
import { addressIn, LanguageLink } from '#web/features/shell/LanguageLink.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

test.each([
  ['en', 'zh', 'zh-Hans', '中文', '中文'],
  ['zh', 'en', 'en', 'English', 'EN'],
] as const)('links a page in %s in the other language, with its whole name for screen readers', (language, other, tag, name, short) => {
  const inTopBar = markupFor(language, <LanguageLink className="btn" isShort />)
  expect(inTopBar).toContain(`href="?lang=${other}"`)
  expect(inTopBar).toContain(`lang="${tag}"`)
  expect(inTopBar).toContain(`aria-label="${name}"`)
  expect(inTopBar).toContain(`>${short}</a>`)
  expect(markupFor(language, <LanguageLink className="link" />)).toContain(`>${name}</a>`)
})

test('keeps the search and the anchor of a page', () => {
  expect(addressIn('https://market.test/gpus?classes=3&gpus=2#map', 'zh')).toBe('https://market.test/gpus?classes=3&gpus=2&lang=zh#map')
  expect(addressIn('https://market.test/gpus?lang=zh&q=a%20b', 'en')).toBe('https://market.test/gpus?lang=en&q=a+b')
})
