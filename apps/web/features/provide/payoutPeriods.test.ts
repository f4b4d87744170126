import { expect, test } from 'vitest'
import { payoutYears, periodQuery } from '#web/features/provide/payoutPeriods.ts'

const now = Date.UTC(2026, 10, 26) / 1_000

test('groups months by year, newest first, and hides years without a payment', () => {
  expect(payoutYears(['2026-09', '2023-12', '2023-01'], now)).toEqual([
    { year: '2026', months: ['2026-11', '2026-09'] },
    { year: '2023', months: ['2023-12', '2023-01'] },
  ])
})

test('offers the current month before the first payment', () => expect(payoutYears([], now)).toEqual([{ year: '2026', months: ['2026-11'] }]))

test('asks for a year or a month', () => expect([periodQuery('2026'), periodQuery('2026-11')]).toEqual([{ year: '2026' }, { month: '2026-11' }]))
