import { describe, expect, it } from 'vitest'
import { pTokenUnits } from '../units/pTokenUnits.ts'
import { sessionLeft, sessionSpending } from './sessionLeft.ts'

describe('the spending of a session key', () => {
  it.each([
    [0n, 0n],
    [1n, 1n],
    [999_999_999n, 1n],
    [1_000_000_000n, 1n],
    [1_000_000_001n, 2n],
  ])('counts %d base units as %d, rounded up', (amount, spending) => {
    expect(sessionSpending(pTokenUnits(amount))).toBe(spending)
  })

  it.each([
    ['the total, when the daily cap leaves more', { totalLeft: 5n, dayCap: 9n, spentToday: 1n, spentOn: 10n }, 5n],
    ['the rest of the daily cap, when the total is higher', { totalLeft: 50n, dayCap: 9n, spentToday: 2n, spentOn: 10n }, 7n],
    ['the whole cap on a new day', { totalLeft: 50n, dayCap: 9n, spentToday: 9n, spentOn: 9n }, 9n],
    ['nothing, when the cap was lowered below the spending of today', { totalLeft: 50n, dayCap: 3n, spentToday: 9n, spentOn: 10n }, 0n],
    ['the largest possible limits', { totalLeft: 2n ** 64n - 1n, dayCap: 2n ** 64n - 1n, spentToday: 0n, spentOn: 0n }, 2n ** 64n - 1n],
  ])('is %s', (_what, session, left) => {
    expect(sessionLeft(session, 10n * 86_400n + 86_399n)).toBe(left)
  })
})
