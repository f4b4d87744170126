import { expect, test } from 'vitest'
import { sentenceLines } from './search.ts'

test('sentenceLines shows the chips, the answer and the words that were not understood', () => {
  const chip = { wish: 'gpus', text: '8 GPUs', words: '8 x', narrows: true }
  const answer = {
    ask: 'gpus' as const,
    memoryGib: 75,
    gpus: [
      { name: '24 GB', gpus: 4 },
      { name: '80 GB', gpus: 1 },
    ],
  }
  expect(sentenceLines({ query: {}, chips: [chip], unknown: ['unsloth'], notices: [], answer })).toEqual([
    'Read as: 8 GPUs.',
    'Needs 75 GB of GPU memory: 4 × 24 GB or 1 × 80 GB.',
    'We did not understand "unsloth"; the list ignores it.',
  ])
  expect(sentenceLines({ query: {}, chips: [], unknown: [], notices: [], answer: null })).toEqual([])
})
