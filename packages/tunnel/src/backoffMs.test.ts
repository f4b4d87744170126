import { expect, test } from 'vitest'
import { backoffMs } from './dialTunnel.ts'

test('doubles the wait from 100 ms to 3 s', () => {
  expect([0, 1, 2, 3, 4, 5, 100].map((attempt) => backoffMs({ attempt, random: 0 }))).toEqual([100, 200, 400, 800, 1_600, 3_000, 3_000])
})

test('shortens the wait at random by at most half', () => {
  expect(backoffMs({ attempt: 2, random: 1 })).toBe(200)
})
