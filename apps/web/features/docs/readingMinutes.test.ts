import { expect, test } from 'vitest'
import { readingMinutes } from '#web/features/docs/readingMinutes.ts'

test.each([
  ['', 1],
  ['one '.repeat(220), 1],
  ['one '.repeat(221), 2],
  ['机'.repeat(800), 2],
  [`${'one '.repeat(220)}${'机'.repeat(400)}`, 2],
])('rounds the minutes of a text up', (text, minutes) => {
  expect(readingMinutes(text)).toBe(minutes)
})
