import { expect, test } from 'vitest'
import { endTimes } from '#web/parts/lease/endTimes.ts'

const at = (seconds: number) => ({ at: seconds, txHash: '0x', final: true })
const byRenter = { ...at(1_000), accepted: true, reason: 'renter_ended' as const }

test('an end with notice has its own time and the end of the bill', () => {
  expect(endTimes({ endsAt: 1_300, ended: byRenter, closed: at(1_000), endReason: 'renter_ended' })).toEqual({ endedAt: 1_000, billedUntil: 1_300 })
})

test('an end in the free trial, whose bill ends earlier, has the time of its transaction', () => {
  expect(endTimes({ endsAt: 900, ended: byRenter, closed: at(1_000), endReason: 'renter_ended' })).toEqual({ endedAt: 1_000, billedUntil: null })
})

test('a lease that ran to its end ended then, and one that was cancelled ended as it was closed', () => {
  expect(endTimes({ endsAt: 4_600, ended: null, closed: at(8_200), endReason: 'time_up' })).toEqual({ endedAt: 4_600, billedUntil: null })
  expect(endTimes({ endsAt: 4_600, ended: null, closed: at(500), endReason: 'cancelled' })).toEqual({ endedAt: 500, billedUntil: null })
})

test('ends a lost machine when it stopped responding', () => {
  const lost = { ...at(1_000), accepted: false, reason: 'node_lost' as const }
  expect(endTimes({ endsAt: 880, ended: lost, closed: null, endReason: 'node_lost' })).toEqual({ endedAt: 880, billedUntil: null })
})
