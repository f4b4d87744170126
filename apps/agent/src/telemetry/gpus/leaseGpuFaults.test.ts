import { expect, test } from 'vitest'
import type { MeasuredGpu } from '../../detect/measuredGpu.ts'
import { LeaseGpuFaults } from './leaseGpuFaults.ts'
import { parseNvidiaSmi } from './watchNvidia.ts'

const gpu = (index: number, eccErrors: string): MeasuredGpu => {
  const parsed = parseNvidiaSmi(
    `${index}, GPU-6f1c2a6${index}-0d1b-7a0e-5a6e-3f1f0c9d8b71, 00000000:19:00.0, NVIDIA L4, 50, 1, 23034, 60, 72, 1, 1, ${eccErrors}`,
  )
  if (parsed === null) throw new Error('a line of nvidia-smi')
  return parsed
}

test('counts the errors of each lease since its first measurement, over all its GPUs', () => {
  const faults = new LeaseGpuFaults()
  expect(faults.look('7', [gpu(0, '3'), gpu(1, '[N/A]')])).toEqual({})
  expect(faults.look('7', [gpu(0, '5'), gpu(1, '1')])).toEqual({ gpuMemoryErrors: 2 })
  expect(faults.look('8', [gpu(0, '5')]), 'the errors were before this lease').toEqual({})
  expect(faults.look('7', [gpu(0, '5'), gpu(1, '2')])).toEqual({ gpuMemoryErrors: 3 })
  expect(faults.look('7', [gpu(0, '1'), gpu(1, '2')]), 'the driver was loaded again').toEqual({ gpuMemoryErrors: 4 })
  expect(faults.look('7', []), 'the driver does not answer').toEqual({ gpuMemoryErrors: 4 })
  faults.keep(new Set(['8']))
  expect(faults.look('7', [gpu(0, '9')]), 'another lease with this number').toEqual({})
})

test('counts the GPUs that the driver calls lost', () => {
  const faults = new LeaseGpuFaults()
  expect(faults.look('7', [gpu(0, '0'), { ...gpu(1, '0'), isLost: true }])).toEqual({ gpusLost: 1 })
  expect(faults.look('7', [gpu(0, '0'), gpu(1, '0')])).toEqual({})
})
