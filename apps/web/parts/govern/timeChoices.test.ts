import { expect, test } from 'vitest'
import { secondsUntilAfter, timeChoices } from '#web/parts/govern/timeChoices.ts'

const day = 86_400

test('has the steps of a proposal and the wait after unstaking', () => {
  expect(timeChoices(day)).toEqual(['60', '1440', '2880', '7200', '11520', '20160'])
})

test('always has the chosen time, in its place', () => {
  expect(timeChoices(3 * day)).toEqual(['60', '1440', '2880', '4320', '7200', '11520', '20160'])
  // A time that reads like a usual choice replaces it, so that no two choices have the same text.
  expect(timeChoices(5 * day + 30)).toEqual(['60', '1440', '2880', '7200.5', '11520', '20160'])
})

test('moves to a usual choice if that is only a little later than the step', () => {
  expect(secondsUntilAfter(day - 60)).toBe(day)
  expect(secondsUntilAfter(day)).toBe(day + 60)
  expect(secondsUntilAfter(100)).toBe(160)
})
