import { expect, test } from 'vitest'
import { MarkdownField } from '#web/parts/govern/MarkdownField.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const field = (value: string) => <MarkdownField label="Why" hint="Read first" rows={4} most={10} value={value} onValue={() => {}} />

test('names a button that opens the preview, and hides the preview at first', () => {
  const markup = markupFor('en', field('# Plan'))
  const [, id = ''] = /aria-controls="([^"]+)"/.exec(markup) ?? []
  expect(markup).toContain('aria-expanded="false"')
  expect(markup).toContain('>Show preview</button>')
  expect(markup).toMatch(new RegExp(`<section id="${id}"[^>]* aria-label="Preview"[^>]* hidden`))
  expect(markupFor('zh', field(''))).toContain('>显示预览</button>')
})

test('counts the characters as the field without a preview does', () => {
  expect(markupFor('en', field('12345678901'))).toContain('The text is 1 character too long.')
})
