import { expect, test } from 'vitest'
import { leastText } from './bookNode.ts'

const amount = 104_260_000_000_000_000n

test.each([
  ['the notice', { reason: 'notice' as const, amount }, 'You pay at least 0.10426 PT: billing continues for 5 min after you end the lease.'],
  [
    'the trial',
    { reason: 'trial' as const, amount: 0n },
    'You pay nothing if you end the lease in its first 6 min (once per 24 h). Later, you pay from the first second, and for 5 min more.',
  ],
  ['the whole time', { reason: 'whole' as const, amount }, 'You pay at least 0.10426 PT: the whole time is billed, even if you end the lease early.'],
  ['used seconds and a fee', { reason: 'use' as const, amount }, 'You pay at least 0.10426 PT. You pay only for the seconds that you use.'],
  ['used seconds without a fee', { reason: 'use' as const, amount: 0n }, 'You pay only for the seconds that you use.'],
])('names %s', (_what, least, text) => {
  expect(leastText(least, { noticeSeconds: 300, trialSeconds: 360 })).toBe(text)
})

test('names no notice after a trial where there is none', () => {
  expect(leastText({ reason: 'trial', amount: 0n }, { noticeSeconds: 0, trialSeconds: 360 })).toBe(
    'You pay nothing if you end the lease in its first 6 min (once per 24 h). Later, you pay from the first second.',
  )
})
