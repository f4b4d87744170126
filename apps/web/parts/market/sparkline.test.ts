import { expect, test } from 'vitest'
import { sparklinePath } from '#web/parts/market/Sparkline.tsx'

const size = { width: 12, height: 10, inset: 1 }

test('draws known values by their place in time, the largest at the top', () => {
  expect(sparklinePath([2, null, 4], size)).toBe('M1.0,9.0L11.0,1.0')
  expect(sparklinePath([null, 4, 2], size)).toBe('M1.0,1.0L11.0,9.0')
})

test('starts at the first known value, and holds the last one until now', () => {
  expect(sparklinePath([null, 2, 4, null, null, null], size)).toBe('M1.0,9.0L3.5,1.0L11.0,1.0')
})

test('draws equal values in the middle', () => {
  expect(sparklinePath([3, 3], size)).toBe('M1.0,5.0L11.0,5.0')
})

test('has no line for fewer than two values', () => {
  expect([sparklinePath([], size), sparklinePath([null, 3, null], size)]).toEqual([null, null])
})
