import type { MeasuredGpu } from '../../detect/measuredGpu.ts'

/**
 * The GPUs that a lease holds, by the names of its devices: `nvidia.com/gpu=0`, `=all`, `=GPU-…`. A part of a GPU (`=0:1`, a MIG device) has no
 * reading of its own and is left out.
 */
export function gpusOfDevices(gpus: readonly MeasuredGpu[], devices: readonly string[]): MeasuredGpu[] {
  const wanted = devices.flatMap((device) => /^(?:nvidia\.com|amd\.com)\/gpu=(.+)$/.exec(device)?.[1] ?? [])
  return gpus.filter(({ index, uuid }) => wanted.includes('all') || wanted.includes(String(index)) || (uuid !== null && wanted.includes(uuid)))
}
