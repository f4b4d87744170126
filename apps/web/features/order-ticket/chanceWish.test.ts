import { expect, test } from 'vitest'
import { chanceWish } from '#web/features/order-ticket/chanceWish.ts'

const wish = { classId: 1, regionId: null, price: 7n, gpus: 1, isWhole: false }

test('counts the time that an order remains from now on, in steps of ten minutes', () => {
  expect(chanceWish({ ...wish, until: 10_000 + 3_600 }, 10_000)).toEqual({ ...wish, seconds: 3_600 })
  expect(chanceWish({ ...wish, until: 10_000 + 3_600 }, 10_001)).toEqual({ ...wish, seconds: 3_000 })
  expect(chanceWish({ ...wish, until: 10_000 + 3_600 }, 10_600)).toEqual({ ...wish, seconds: 3_000 })
})

test('limits an order that remains longer than the history to the length of the history', () => {
  expect(chanceWish({ ...wish, until: 10_000 + 365 * 86_400 }, 10_000)).toEqual({ ...wish, seconds: 28 * 86_400 })
})

test('returns null for an expired order', () => {
  expect(chanceWish({ ...wish, until: 10_000 }, 10_000)).toBeNull()
  expect(chanceWish({ ...wish, until: 9_000 }, 10_000)).toBeNull()
})
