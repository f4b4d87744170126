import { expect, test } from 'vitest'
import { runwayDays } from './treasurySums.ts'

test('a balance lasts as long as the net payments of 30 days allow', () => {
  expect(runwayDays({ has: 900n, into: 100n, out: 400n })).toBe(90)
  expect(runwayDays({ has: 10n, into: 0n, out: 400n })).toBe(0)
})

test('a balance that grows or stays has no end', () => {
  expect(runwayDays({ has: 900n, into: 400n, out: 100n })).toBeNull()
  expect(runwayDays({ has: 900n, into: 0n, out: 0n })).toBeNull()
})
