import { expect, test } from 'vitest'
import { inpOf } from './inpOf.ts'

const event = (interactionId: number, duration: number) => ({ interactionId, startTime: 0, duration, name: 'pointerup' })

test('returns the slowest of a few interactions, by its slowest event', () => {
  expect(inpOf([event(1, 40), event(1, 96), event(2, 56), event(0, 900)])).toBe(96)
})

test('leaves out one interaction for each fifty', () => {
  const fifty = Array.from({ length: 50 }, (_, index) => event(index + 1, index === 0 ? 500 : index === 1 ? 200 : 16))
  expect(inpOf(fifty)).toBe(200)
  expect(inpOf(fifty.slice(0, 49))).toBe(500)
})

test('returns 0 without interactions', () => {
  expect(inpOf([])).toBe(0)
  expect(inpOf([event(0, 100)])).toBe(0)
})
