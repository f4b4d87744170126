import { expect, test } from 'vitest'
import { backoffMs } from './backoffMs.ts'

test('the wait doubles from 100 ms to 15 s', () => {
  expect([0, 1, 2, 3, 7, 8, 100].map((attempt) => backoffMs({ attempt, random: 0 }))).toEqual([100, 200, 400, 800, 12_800, 15_000, 15_000])
})

test('chance shortens it by at most half', () => {
  expect(backoffMs({ attempt: 2, random: 1 })).toBe(200)
})
