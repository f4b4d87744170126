import { expect, test } from 'vitest'
import { mostCompensation } from '#web/parts/lease/mostCompensation.ts'

test('is the price of one hour for each GPU, up to 1/24 of its bond, rounded down', () => {
  const bondPerGpu = 24n * 3_600n * 5n + 23n
  expect(mostCompensation({ gpus: 8, pricePerGpuSecond: 3n, bondPerGpu })).toBe(8n * 3_600n * 3n)
  expect(mostCompensation({ gpus: 8, pricePerGpuSecond: 7n, bondPerGpu })).toBe(8n * 3_600n * 5n)
})

test('uses the part that is known', () => {
  expect(mostCompensation({ gpus: 2, pricePerGpuSecond: null, bondPerGpu: 2_400n })).toBe(200n)
  expect(mostCompensation({ gpus: 2, pricePerGpuSecond: 1n, bondPerGpu: null })).toBe(7_200n)
  expect(mostCompensation({ gpus: 2, pricePerGpuSecond: null, bondPerGpu: null })).toBeNull()
})
