import { expect, test } from 'vitest'
import { paramsOfWish, wishOfParams } from '#web/features/listing/bookingWish.ts'

test('a machine’s address says GPUs, hours and start, and keeps what else it says', () => {
  const wish = { gpus: 2, hours: 3, startHour: 500_000 }
  const address = paramsOfWish(new URLSearchParams('run=comfyui&gpus=1'), wish)
  expect(address).toBe('run=comfyui&gpus=2&hours=3&start=500000')
  expect(wishOfParams(new URLSearchParams(address))).toEqual(wish)
  expect(paramsOfWish(new URLSearchParams(address), { ...wish, startHour: null })).toBe('run=comfyui&gpus=2&hours=3')
})

test('what makes no sense in it counts as not said', () => {
  expect(wishOfParams(new URLSearchParams('gpus=99&hours=-1&start=1e9'))).toEqual({ gpus: 1, hours: 24, startHour: null })
})
