import { expect, test } from 'vitest'
import { createOutputPosition } from '#web/features/terminal/outputPosition.ts'

test('output goes on only at the very byte of the same run where the page is', () => {
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

test('nothing is followed for an agent that does not say where its output begins', () => {
  const place = createOutputPosition()
  place.continues(null)
  place.took(30)
  expect(place.current()).toBeNull()
})
