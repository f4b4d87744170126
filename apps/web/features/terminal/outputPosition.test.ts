import { expect, test } from 'vitest'
import { createOutputPosition } from '#web/features/terminal/outputPosition.ts'

test('continues output only at the exact byte of the same run', () => {
  const place = createOutputPosition()
  expect(place.current()).toBeNull()
  expect(place.continues({ run: 'a1', offset: 40 })).toBe(false)
  place.took(30)
  expect(place.current()).toEqual({ run: 'a1', offset: 70 })
  expect(place.continues({ run: 'a1', offset: 70 })).toBe(true)
  expect(place.continues({ run: 'a1', offset: 69 })).toBe(false)
  expect(place.continues({ run: 'b2', offset: 69 })).toBe(false)
  expect(place.continues(null)).toBe(false)
})

test('follows no output from an agent that does not report where the output begins', () => {
  const place = createOutputPosition()
  place.continues(null)
  place.took(30)
  expect(place.current()).toBeNull()
})
