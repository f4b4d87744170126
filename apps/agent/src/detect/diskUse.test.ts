import { expect, test } from 'vitest'
import { diskUse } from './diskUse.ts'

test('counts a disk as full when only the blocks reserved for root are free', () => {
  expect(diskUse({ blocks: 100, bfree: 5, bavail: 0, bsize: 4_096 })).toEqual({ usedBytes: 95 * 4_096, totalBytes: 95 * 4_096 })
  expect(diskUse({ blocks: 100, bfree: 65, bavail: 60, bsize: 4_096 })).toEqual({ usedBytes: 35 * 4_096, totalBytes: 95 * 4_096 })
})

test('counts all blocks on a disk without a reserve', () => {
  expect(diskUse({ blocks: 100, bfree: 40, bavail: 40, bsize: 512 })).toEqual({ usedBytes: 60 * 512, totalBytes: 100 * 512 })
})
