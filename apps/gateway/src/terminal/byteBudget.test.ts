import { expect, test } from 'vitest'
import { ByteBudget } from './byteBudget.ts'

test('allows a burst, and refuses more until enough time has passed', () => {
  const budget = new ByteBudget({ burstBytes: 100, bytesPerSecond: 10 }, 0)
  expect(budget.take(100, 0)).toBe(true)
  expect(budget.take(1, 0)).toBe(false)
  expect(budget.take(10, 1_000)).toBe(true)
  expect(budget.take(101, 1_000_000)).toBe(false)
})
