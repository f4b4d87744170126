import { describe, expect, test } from 'vitest'
import { classesToPrice } from '#web/features/search/classesToPrice.ts'

const gpuClass = (classId: number, vramGib: number) => ({
  ...{ classId, vramGib, name: `class ${classId}`, freeGpus: 0, listedNodes: 0 },
  ...{ referencePricePerGpuSecond: '1', cheapestPricePerGpuSecond: null, medianPricePerGpuSecond: null },
})
const classes = [gpuClass(0, 0), gpuClass(1, 80), gpuClass(2, 141), gpuClass(3, 24)]
const anything = { classes: [], minVramGib: null }

describe('classesToPrice', () => {
  test('begins with a GPU class if the search has no class, whatever the price and catalogue order are', () => {
    expect(classesToPrice(anything, { found: [], classes })).toEqual([1, 2, 3])
    expect(classesToPrice(anything, { found: [{ classId: 0 }, { classId: 3 }, { classId: 2 }, { classId: 3 }], classes })).toEqual([3, 2, 1])
  })

  test('includes only classes with enough memory', () => {
    expect(classesToPrice({ ...anything, minVramGib: 80 }, { found: [{ classId: 2 }], classes })).toEqual([2, 1])
  })

  test('returns the searched class, even if it has no GPU', () => {
    expect(classesToPrice({ classes: [0, 3], minVramGib: 80 }, { found: [{ classId: 2 }], classes })).toEqual([0, 3])
  })
})
