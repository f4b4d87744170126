import { expect, test } from 'vitest'
import { QueueAge } from './queueAge.ts'

test('counts only the time above the shortest delay, with clocks that have nothing in common', () => {
  const age = new QueueAge()
  const offset = 1_000_000
  const ages = [100, 100, 160, 130, 100].map((delayMs, at) => age.of({ sentAt: offset + at * 10, nowMs: at * 10 + delayMs }))
  expect(ages).toEqual([0, 0, 60, 30, 0])
})

test('goes on when a clock passes 2^32', () => {
  const age = new QueueAge()
  const sentAt = (at: number): number => (2 ** 32 - 5 + at) % 2 ** 32
  expect([0, 10, 20].map((at) => age.of({ sentAt: sentAt(at), nowMs: 500 + at + (at === 20 ? 7 : 0) }))).toEqual([0, 0, 7])
})

test('accepts a longer route within 10 s, as the delay of the connection', () => {
  const age = new QueueAge()
  const at = (nowMs: number, delayMs: number): number => age.of({ sentAt: nowMs - delayMs, nowMs })
  expect(at(1_000, 20)).toBe(0)
  expect(at(5_900, 120)).toBe(100)
  expect(at(6_100, 120)).toBe(100)
  expect(at(11_200, 120)).toBe(0)
})

test('knows no age after a pause', () => {
  const age = new QueueAge()
  expect(age.of({ sentAt: 0, nowMs: 20 })).toBe(0)
  expect(age.of({ sentAt: 60_000, nowMs: 60_300 })).toBe(0)
})
