import { expect, test } from 'vitest'
import { withOwnAddress } from '#web/features/docs/search/docEntry.ts'
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

test('shows the address of this market in the commands of a result', () => {
  const entry = {
    kind: 'guide',
    title: 'Tokens',
    page: 'Tokens',
    href: '/docs/guides/tokens',
    text: 'export INFINITIO_URL=http://localhost:3000 export KEY=1',
  } as const
  const [shown] = withOwnAddress([entry], 'https://gpus.test/docs?q=export')
  expect(excerpt(shown?.text ?? '', []).map(({ text }) => text)).toEqual(['export INFINITIO_URL=https://gpus.test export KEY=1'])
})
