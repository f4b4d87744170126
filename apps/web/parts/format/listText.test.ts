import { AsyncLocalStorage } from 'node:async_hooks'
import { expect, test } from 'vitest'
import { listText, sentencesText } from '#web/parts/format/listText.ts'
import { type Reading, readingPlace } from '#web/i18n/reading.ts'

const readings = new AsyncLocalStorage<Reading>()
Object.assign(globalThis, {
  [readingPlace]: { getStore: () => readings.getStore(), path: () => '/', isPhone: () => false, rates: () => [], sentences: {} },
})

test.each([
  { language: 'en', list: '2 vCPU, 64 GB', sentences: 'One. Two' },
  { language: 'zh', list: '2 vCPU，64 GB', sentences: 'One。Two' },
] as const)('facts and sentences follow one another by the signs of the language: $language', ({ language, list, sentences }) => {
  const reading: Reading = { language, zone: 'UTC', zoneName: 'UTC', clock: '24', rate: null }
  expect(readings.run(reading, () => [listText(['2 vCPU', '64 GB']), listText(['one']), sentencesText(['One', 'Two'])])).toEqual([
    list,
    'one',
    sentences,
  ])
})
