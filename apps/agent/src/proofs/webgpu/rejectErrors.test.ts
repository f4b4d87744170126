import { expect, test } from 'vitest'
import { rejectErrors } from './readyGpu.ts'

const noMemory = { message: 'no memory' } as GPUError

test('resolves with the result if the device refuses nothing', async () => {
  expect(await rejectErrors(device([null, null]), async () => 7)).toBe(7)
})

test('rejects with the reason of the device, not with what follows from it', async () => {
  await expect(rejectErrors(device([noMemory, null]), async () => 'zeros')).rejects.toThrow('the GPU refused the work: no memory')
  await expect(rejectErrors(device([null, noMemory]), async () => await Promise.reject(new Error('wrong root')))).rejects.toThrow('no memory')
})

test('rejects with the reason of the work if the device refuses nothing', async () => {
  await expect(rejectErrors(device([null, null]), async () => await Promise.reject(new Error('wrong root')))).rejects.toThrow('wrong root')
})

/** Makes a GPU device for tests. It reports these errors, one at the end of each error scope. */
function device(errors: (GPUError | null)[]): GPUDevice {
  const ends = [...errors]
  return { pushErrorScope: () => {}, popErrorScope: async () => ends.shift() ?? null } as unknown as GPUDevice
}
