import { expect, test } from 'vitest'
import { receiptTime } from '#web/features/lease/receiptTime.ts'

const ended = (at: number) => [{ what: 'ended' as const, txHash: '0x', blockNumber: 1, at }]
const receipt = { readyAt: 1_000, end: 1_000, closedAt: 90_000, billedSeconds: 0, creditSeconds: 0, transactions: ended(1_118) }

test('shows for an end in the free trial its transaction time and why nothing is billed', () => {
  expect(receiptTime(receipt, { trialSeconds: 600 })).toEqual({ endedAt: 1_118, billedUntil: null, free: { why: 'trial', usedSeconds: 118 } })
})

test('shows for an end with notice its own time and the end of the bill', () => {
  expect(receiptTime({ ...receipt, end: 1_418, billedSeconds: 418 }, { trialSeconds: 60 })).toEqual({
    endedAt: 1_118,
    billedUntil: 1_418,
    free: null,
  })
})

test('shows one time for a lease that ran to its end', () => {
  expect(receiptTime({ ...receipt, end: 4_600, billedSeconds: 3_600, transactions: [] }, { trialSeconds: 60 })).toEqual({
    ...{ endedAt: 4_600, billedUntil: null, free: null },
  })
})

test('names no free trial for a lease that was never ready, or after validators removed its bill', () => {
  expect(receiptTime({ ...receipt, readyAt: null }, { trialSeconds: 600 }).free).toEqual({ why: 'neverReady', usedSeconds: 0 })
  expect(receiptTime({ ...receipt, creditSeconds: 118 }, { trialSeconds: 600 }).free).toEqual({ why: 'other', usedSeconds: 118 })
})

test('shows for a lease that was cancelled before its start the time of the cancellation, not the planned end', () => {
  const cancelled = { ...receipt, readyAt: null, end: 80_000, closedAt: 1_118, transactions: [] }
  expect(receiptTime(cancelled, { trialSeconds: 600 })).toEqual({ endedAt: 1_118, billedUntil: null, free: { why: 'neverReady', usedSeconds: 0 } })
  // A late cancellation costs the price of the notice period.
  expect(receiptTime({ ...cancelled, billedSeconds: 300 }, { trialSeconds: 600 })).toEqual({ endedAt: 1_118, billedUntil: null, free: null })
})
