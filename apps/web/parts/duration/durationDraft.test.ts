import { expect, test } from 'vitest'
import { draftOfSeconds, durationBlock, durationProblem, secondsOfDraft } from '#web/parts/duration/durationDraft.ts'

test.each([
  [60, '1', 'min'],
  [90, '1.5', 'min'],
  [5_400, '90', 'min'],
  [3_600, '1', 'h'],
  [86_400, '24', 'h'],
  [259_200, '72', 'h'],
  [345_600, '4', 'd'],
  [349_200, '97', 'h'],
  [2_419_200, '28', 'd'],
  [100, '1.67', 'min'],
] as const)('%i seconds are typed as %s %s, and read back', (seconds, text, unit) => {
  expect(draftOfSeconds(seconds)).toEqual({ text, unit })
  expect(secondsOfDraft({ text, unit })).toBe(seconds)
})

test('returns null for a text that is not a number above 0', () => {
  for (const text of ['', ' ', '0', '-1', 'abc', '1e400']) expect(secondsOfDraft({ text, unit: 'h' })).toBe(null)
  expect(secondsOfDraft({ text: '2.5', unit: 'h' })).toBe(9_000)
  expect(secondsOfDraft({ text: '２．５', unit: 'h' })).toBe(9_000)
})

test('names the source of the limit that a duration exceeds', () => {
  const bounds = { minSeconds: 60, maxSeconds: 86_400, limit: 'ask' as const }
  expect(durationProblem(null, bounds)).toBe('missing')
  expect(durationProblem(59, bounds)).toBe('ask')
  expect(durationProblem(86_401, bounds)).toBe('ask')
  expect(durationProblem(86_401, { ...bounds, limit: 'market' })).toBe('market')
  expect(durationProblem(60, bounds)).toBe(null)
  expect(durationProblem(86_400, bounds)).toBe(null)
})

test.each([
  ['', 'missing'],
  ['-1', 'missing'],
  ['1e3', 'extension'],
  ['100', 'extension'],
  ['2', 'unsent'],
  ['1', null],
] as const)('lets a page with 1 h sign for the typed text "%s" only if both are the same: %s', (text, block) => {
  const bounds = { minSeconds: 60, maxSeconds: 3 * 86_400, limit: 'extension' } as const
  expect(durationBlock(secondsOfDraft({ text, unit: 'h' }), { sent: 3_600, bounds })).toBe(block)
})
