import { expect, test } from 'vitest'
import { leastText } from './leastText.ts'

const amount = 104_260_000_000_000_000n

test.each([
  ['the notice', { reason: 'notice' as const, amount }, 'At least 0.104260 PT: you pay for 5 min after you end it.'],
  [
    'the trial',
    { reason: 'trial' as const, amount: 0n },
    'At least 0.000000 PT: the first 6 min are free. Later you pay for 5 min after you end it.',
  ],
  ['the whole time', { reason: 'whole' as const, amount }, 'At least 0.104260 PT: you pay for the whole time, also if you end it early.'],
  ['used seconds', { reason: 'use' as const, amount: 0n }, 'At least 0.000000 PT: you pay only for used seconds.'],
])('names %s', (_what, least, text) => {
  expect(leastText(least, { noticeSeconds: 300, trialSeconds: 360 })).toBe(text)
})

test('names no notice after a trial where there is none', () => {
  expect(leastText({ reason: 'trial', amount: 0n }, { noticeSeconds: 0, trialSeconds: 360 })).toBe('At least 0.000000 PT: the first 6 min are free.')
})
