import { expect, test } from 'vitest'
import { paramsOfWish, wishOfParams } from '#web/features/listing/bookingWish.ts'

test('reads GPUs, hours and start from a machine’s address, and retains other parameters', () => {
  const wish = { gpus: 2, durationSeconds: 10_800, startHour: 500_000 }
  const address = paramsOfWish(new URLSearchParams('run=comfyui&gpus=1'), wish)
  expect(address).toBe('run=comfyui&gpus=2&hours=3&start=500000')
  expect(wishOfParams(new URLSearchParams(address))).toEqual(wish)
  expect(paramsOfWish(new URLSearchParams(address), { ...wish, startHour: null })).toBe('run=comfyui&gpus=2&hours=3')
})

test('uses defaults for invalid parameters', () => {
  expect(wishOfParams(new URLSearchParams('gpus=99&hours=-1&start=1e9'))).toEqual({ gpus: 1, durationSeconds: 86_400, startHour: null })
})

test('writes a time in seconds if it is not a whole number of hours', () => {
  const wish = { gpus: 1, durationSeconds: 5_400, startHour: null }
  const address = paramsOfWish(new URLSearchParams('gpus=1&hours=24'), wish)
  expect(address).toBe('gpus=1&seconds=5400')
  expect(wishOfParams(new URLSearchParams(address))).toEqual(wish)
  expect(paramsOfWish(new URLSearchParams(address), { ...wish, durationSeconds: 7_200 })).toBe('gpus=1&hours=2')
})
