import { expect, test } from 'vitest'
import { treasuryDays } from './createTreasuryReader.ts'
import type { TreasuryLog } from './treasurySource.ts'

const day = 86_400
const received = (at: number, amount: bigint) => ({ kind: 'move', token: 'g', direction: 'in', at, amount }) as TreasuryLog

test('begins with the day of the first event, and has at most 30 days', () => {
  const young = treasuryDays([received(100 * day + 5, 7n), received(101 * day, 2n)], 102 * day + 9)
  expect(young.map((one) => [one.day / day, one.gIn])).toEqual([
    [100, '7'],
    [101, '2'],
    [102, '0'],
  ])
  const old = treasuryDays([received(100 * day, 7n)], 500 * day)
  expect([old.length, old[0]?.day, old.at(-1)?.day]).toEqual([30, 471 * day, 500 * day])
})

test('has only the present day without an event', () => {
  expect(treasuryDays([], 102 * day).map((one) => one.day)).toEqual([102 * day])
})
