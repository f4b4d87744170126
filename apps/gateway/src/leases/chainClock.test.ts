import { expect, test } from 'vitest'
import { ChainClock } from './chainClock.ts'

test('a quiet chain does not stop the clock, a chain that is ahead moves it', () => {
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
