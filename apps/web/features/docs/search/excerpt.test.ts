import { expect, test } from 'vitest'
import { excerpt, marked } from '#web/features/docs/search/FoundDoc.tsx'

test('marks words by their start', () => {
  expect(marked('Permission denied for SSH', ['permission', 'ssh'])).toEqual([
    { text: 'Permission', isHit: true },
    { text: ' denied for ', isHit: false },
    { text: 'SSH', isHit: true },
  ])
})

test('marks no part inside a word', () => {
  expect(marked('spending', ['end'])).toEqual([{ text: 'spending', isHit: false }])
})

test('marks pairs of Chinese characters', () => {
  expect(
    marked('如何停止付款', ['停止'])
      .map(({ text, isHit }) => (isHit ? `[${text}]` : text))
      .join(''),
  ).toBe('如何[停止]付款')
})

test('shows the text around the first found word', () => {
  const parts = excerpt(`${'start '.repeat(40)}the needle ${'end '.repeat(60)}`, ['needle'])
  const text = parts.map((part) => part.text).join('')
  expect(text).toMatch(/^….*the needle.*…$/)
  expect(text.length).toBeLessThanOrEqual(142)
})
