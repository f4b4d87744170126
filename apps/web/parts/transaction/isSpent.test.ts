import { expect, test } from 'vitest'
import { isSpent } from '#web/parts/transaction/isSpent.ts'

test.for([
  ['idle', false],
  ['pending', true],
  ['error', false],
  ['success', true],
] as const)('decides for a vote that is %s', ([status, spent]) => {
  expect(isSpent(status, { once: true })).toBe(spent)
})

test('allows a second deposit after the first is mined, but not while it waits', () => {
  expect(isSpent('success', { once: false })).toBe(false)
  expect(isSpent('pending', { once: false })).toBe(true)
})
