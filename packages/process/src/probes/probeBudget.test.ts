import { expect, test } from 'vitest'
import { ProbeBudget } from './probeBudget.ts'

const limits = { exchanges: 3, bytes: 100, bytesOfAll: 250 }
const of = (who: string, bytes: number, hour = 7, nowMs = 0) => ({ hour, who, bytes, nowMs })

test('gives each validator its exchanges and bytes of a machine once an hour', () => {
  const budget = new ProbeBudget(limits)
  expect([60, 41, 40, 0, 0].map((bytes) => budget.take(of('one', bytes)))).toEqual([true, false, true, true, false])
  expect(budget.take(of('one', 60, 8))).toBe(true)
})

test('gives nothing for an hour that is over, so that old messages cannot be used again', () => {
  const budget = new ProbeBudget(limits)
  expect(budget.take(of('one', 1, 8))).toBe(true)
  expect(budget.take(of('two', 1, 7))).toBe(false)
})

test('limits the bytes of all together by its own clock, also if somebody claims one hour after the other', () => {
  const budget = new ProbeBudget(limits)
  expect([1, 2, 3].map((hour) => budget.take(of('one', 100, hour)))).toEqual([true, true, false])
  expect(budget.take(of('one', 100, 4, 3_600_000))).toBe(true)
})
