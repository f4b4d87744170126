import { expect, test } from 'vitest'
import { ChainClock } from './chainClock.ts'

test('continues on a quiet chain, and moves forward with a chain that is ahead', () => {
  let nowMs = 1_000_000
  const clock = new ChainClock(() => nowMs)
  clock.observe(500)
  expect(clock.nowSeconds()).toBe(1_000)
  clock.observe(1_600)
  expect(clock.nowSeconds()).toBe(1_600)
  nowMs += 5_000
  clock.observe(1_600)
  expect(clock.nowSeconds()).toBe(1_605)
})

test('returns the time until a moment of the block clock, never negative', () => {
  let nowMs = 1_000_250
  const clock = new ChainClock(() => nowMs)
  expect(clock.msUntil(1_003)).toBe(2_750)
  clock.observe(1_002)
  expect(clock.msUntil(1_003)).toBe(1_000)
  nowMs += 999
  expect([clock.msUntil(1_003), clock.nowSeconds()]).toEqual([1, 1_002])
  nowMs += 1
  expect([clock.msUntil(1_003), clock.nowSeconds()]).toEqual([0, 1_003])
  nowMs += 5_000
  expect(clock.msUntil(1_003)).toBe(0)
})
