import type { GpuClassWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { waysToRun } from '#web/parts/search/waysToRun.ts'

describe('waysToRun', () => {
  test('returns the cheapest class and number of GPUs that fit the model', () => {
    const classes = [gpuClass(1, 80, '1000'), gpuClass(2, 24, '100')]
    const way = waysToRun('llama 70b 4-bit', classes, { most: 4 })[0]
    expect(way?.gpuClass.classId).toBe(2)
    expect(way?.gpus).toBe(2)
    expect(way?.pricePerHour).toBe(720_000n)
  })

  test('leaves out classes that nobody offers and machines without a GPU', () => {
    expect(waysToRun('whisper', [gpuClass(1, 80, null), gpuClass(0, 0, '1')], { most: 4 })).toEqual([])
  })

  test('returns nothing before two letters are typed', () => {
    expect(waysToRun('w', [gpuClass(1, 80, '1')], { most: 4 })).toEqual([])
  })
})

function gpuClass(classId: number, vramGib: number, cheapestPricePerGpuSecond: string | null): GpuClassWire {
  return {
    classId,
    name: `class ${classId}`,
    vramGib,
    referencePricePerGpuSecond: '1',
    cheapestPricePerGpuSecond,
    medianPricePerGpuSecond: null,
    freeGpus: 1,
    listedNodes: 1,
  }
}
