import { expect, test } from 'vitest'
import { refuseFiles } from './AttachField.tsx'

const files = (...sizes: number[]) => sizes.map((size, at) => ({ name: `file${at}`, size }))

test('allows up to 4 files of 1 byte to 16 MiB, and names the first file that is too small or too large', () => {
  expect(refuseFiles([])).toBeNull()
  expect(refuseFiles(files(1, 2, 3, 16 * 2 ** 20))).toBeNull()
  expect(refuseFiles(files(1, 1, 1, 1, 1))).toEqual({ file: null })
  expect(refuseFiles(files(1, 0))).toEqual({ file: 'file1' })
  expect(refuseFiles(files(16 * 2 ** 20 + 1, 0))).toEqual({ file: 'file0' })
})
