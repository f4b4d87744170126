import { expect, test } from 'vitest'
import { unreadyOf } from '#web/features/govern/proposals/unreadyOf.ts'

const lines = [{ name: 'Fee', amount: '0.25 % → 0.30 %' }]

test('names the first reason why a proposal cannot be signed', () => {
  expect(unreadyOf({ draft: { calls: null, lines: [] }, text: '', mayPropose: false })).toBe('unchanged')
  expect(unreadyOf({ draft: { calls: null, lines }, text: 'A fee', mayPropose: false })).toBe('change')
  expect(unreadyOf({ draft: { calls: [], lines }, text: '', mayPropose: true })).toBe('text')
  expect(unreadyOf({ draft: { calls: [], lines }, text: 'A fee', mayPropose: false })).toBe('check')
  expect(unreadyOf({ draft: { calls: [], lines }, text: 'A fee', mayPropose: true })).toBe(null)
})
