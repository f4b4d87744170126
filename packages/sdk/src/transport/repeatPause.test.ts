import { expect, test } from 'vitest'
import { repeatPauseMs } from './repeatReads.ts'

const pauses = (retryAfterSeconds: number | null, random: number) =>
  [0, 1, 2, 9].map((repeated) => repeatPauseMs({ retryAfterSeconds }, { repeated, random }))

test('doubles each pause up to 5 s, and adds up to half of it at random', () => {
  expect(pauses(null, 0)).toEqual([250, 500, 1_000, 5_000])
  expect(pauses(null, 1)).toEqual([375, 750, 1_500, 7_500])
})

test('spreads the pause that the server asks for in the same way, and never waits less', () => {
  expect(pauses(1, 0)).toEqual([1_000, 2_000, 4_000, 5_000])
  expect(pauses(1, 0.5)).toEqual([1_250, 2_500, 5_000, 6_250])
})

test('returns null for a pause of more than 5 s', () => {
  expect(pauses(6, 0)).toEqual([null, null, null, null])
})
