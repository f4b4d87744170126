import { expect, test } from 'vitest'
import { faultAnswerRefusal, faultAnswerSeconds } from '../index.ts'

const fault = { recordedAt: 1_000, answered: ['renter'] as const }
const answer = { side: 'provider', text: 'The card was replaced.', now: 1_000 + faultAnswerSeconds } as const

test('lets each side answer once, for 72 h', () => {
  expect(faultAnswerRefusal(fault, answer)).toBeNull()
  expect(faultAnswerRefusal(fault, { ...answer, side: 'renter' })).toBe('lease.fault_answered')
  expect(faultAnswerRefusal(fault, { ...answer, now: answer.now + 1 })).toBe('lease.fault_late')
})

test('refuses an empty text, a long text and deceptive characters', () => {
  for (const text of ['', ' ', 'x'.repeat(1_001), 'paid \u202eevil', 'a\u0000b'])
    expect(faultAnswerRefusal(fault, { ...answer, text })).toBe('lease.review_text')
})
