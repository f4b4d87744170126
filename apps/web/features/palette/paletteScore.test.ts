import { expect, test } from 'vitest'
import { paletteScore } from '#web/features/palette/paletteScore.ts'

test.each([
  ['Wallet', ['deposit', 'session keys'], 'wal', 1],
  ['Wallet', ['deposit', 'session keys'], 'Session key', 0.5],
  ['Wallet', ['deposit', 'session keys'], 'all', 0.5],
  ['Wallet', ['deposit', 'session keys'], 'wallet ssh', 0],
  ['Explorer: machines', ['network', 'machines'], 'whisper', 0],
  ['Docs', ['help'], '', 1],
])('%s with %s for “%s”: %d', (name, words, typed, score) => {
  expect(paletteScore(name, typed, words)).toBe(score)
})
